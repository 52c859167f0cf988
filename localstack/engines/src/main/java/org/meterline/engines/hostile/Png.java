package org.meterline.engines.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** PNG files put together by hand, chunk by chunk; their checksums are right, whatever else is not. */
final class Png {

    static final int GREY = 0;
    static final int COLOUR = 2;
    static final int PALETTE = 3;
    static final int COLOUR_AND_ALPHA = 6;

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int PART_BYTES = 10_000_000;

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    private Png() {
        file.writeBytes(SIGNATURE);
    }

    static Png of(int width, int height, int depthBits, int colours, boolean interlaced) {
        var header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) depthBits)
                .put((byte) colours)
                .put((byte) 0)
                .put((byte) 0)
                .put((byte) (interlaced ? 1 : 0));
        return new Png().chunk("IHDR", header.array());
    }

    Png chunk(String type, byte[] content) {
        return chunk(type, content.length, content);
    }

    /** A chunk that may lie about its length. */
    Png chunk(String type, int length, byte[] content) {
        var body = ByteBuffer.allocate(4 + content.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(content)
                .array();
        var sum = new CRC32();
        sum.update(body);
        file.writeBytes(ByteBuffer.allocate(8 + body.length)
                .putInt(length)
                .put(body)
                .putInt((int) sum.getValue())
                .array());
        return this;
    }

    /** Pixels that are all zero, and the end. */
    byte[] zeroPixels(long rawBytes) {
        return chunk("IDAT", deflatedZeros(rawBytes)).ended();
    }

    byte[] ended() {
        return chunk("IEND", new byte[0]).file.toByteArray();
    }

    /** So many zeros as a thousandth of them. */
    static byte[] deflatedZeros(long count) {
        var deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            var deflated = new ByteArrayOutputStream();
            deflater.setInput(new byte[Math.toIntExact(count)]);
            deflater.finish();
            drain(deflater, deflated, Deflater.NO_FLUSH);
            return deflated.toByteArray();
        } finally {
            deflater.end();
        }
    }

    /**
     * Gigabytes of zeros without the time to deflate them: one part that ends on a whole byte, many times over. The sum at the
     * end is missing, which nobody notices before the zeros are there.
     */
    static byte[] deflatedZeroGigabytes(int gigabytes) {
        var deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            var deflated = new ByteArrayOutputStream();
            deflated.write(0x78);
            deflated.write(0xda);
            deflater.setInput(new byte[PART_BYTES]);
            var part = new ByteArrayOutputStream();
            drain(deflater, part, Deflater.FULL_FLUSH);
            for (var parts = gigabytes * (1_000_000_000L / PART_BYTES); parts > 0; parts--) {
                deflated.writeBytes(part.toByteArray());
            }
            return deflated.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static void drain(Deflater deflater, ByteArrayOutputStream to, int flush) {
        var buffer = new byte[1 << 16];
        for (var count = deflater.deflate(buffer, 0, buffer.length, flush);
                count > 0;
                count = deflater.deflate(buffer, 0, buffer.length, flush)) {
            to.write(buffer, 0, count);
        }
    }
}
