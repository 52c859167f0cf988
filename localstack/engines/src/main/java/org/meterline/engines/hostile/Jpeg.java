package org.meterline.engines.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * JPEG files put together by hand: the header says any size, and every block of the picture is the same grey, which costs a
 * bit or less.
 */
final class Jpeg {

    /** Baseline, progressive, and two that phones do not write: lossless, and arithmetic coding. */
    static final int BASELINE = 0xc0;

    static final int PROGRESSIVE = 0xc2;
    static final int LOSSLESS = 0xc3;
    static final int ARITHMETIC = 0xc9;

    private static final byte[] START = {(byte) 0xff, (byte) 0xd8};
    private static final byte[] END = {(byte) 0xff, (byte) 0xd9};
    private static final int END_OF_BAND_RUN = 0xe0; // 2^14 and fourteen bits more of blocks that have nothing to say
    private static final int BLOCKS_PER_RUN = 0x4000 + 0x2aaa;

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    private Jpeg() {
        file.writeBytes(START);
    }

    /** A header of some size and nothing behind it. */
    static byte[] header(int frame, int precisionBits, int width, int height, int components) {
        var jpeg = new Jpeg();
        jpeg.tables();
        jpeg.frame(frame, precisionBits, width, height, components);
        return jpeg.ended();
    }

    /** A whole progressive picture: one scan for the blocks' grey, and any number of scans that add nothing to it. */
    static byte[] progressive(int side, int components, int scansAfter) {
        var jpeg = new Jpeg();
        jpeg.tables();
        jpeg.frame(PROGRESSIVE, 8, side, side, components);
        var blocks = (side + 7) / 8 * ((side + 7) / 8);
        jpeg.scan(components, 0, 0);
        jpeg.file.writeBytes(new byte[(int) (((long) blocks * components + 7) / 8)]); // a bit of 0 per block: no change
        for (var i = 0; i < scansAfter; i++) {
            jpeg.scan(1, 1, 63);
            for (var covered = 0; covered < blocks; covered += 8 * BLOCKS_PER_RUN) {
                jpeg.file.writeBytes(eightRuns());
            }
        }
        return jpeg.ended();
    }

    /** A JPEG with one more segment after its beginning. */
    static byte[] withSegment(byte[] jpeg, int marker, byte[] content) {
        return ByteBuffer.allocate(jpeg.length + 4 + content.length)
                .put(jpeg, 0, 2)
                .put(segment(marker, content))
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    static byte[] segment(int marker, byte[] content) {
        return ByteBuffer.allocate(4 + content.length)
                .put((byte) 0xff)
                .put((byte) marker)
                .putShort((short) (content.length + 2))
                .put(content)
                .array();
    }

    private byte[] ended() {
        file.writeBytes(END);
        return file.toByteArray();
    }

    private void tables() {
        var quantisation = new byte[65];
        java.util.Arrays.fill(quantisation, 1, 65, (byte) 1);
        file.writeBytes(segment(0xdb, quantisation));
        file.writeBytes(segment(0xc4, oneCode(0x00, 0))); // a block's grey: no change
        file.writeBytes(segment(0xc4, oneCode(0x10, END_OF_BAND_RUN)));
    }

    /** A Huffman table whose only code, a single 0, means one symbol. */
    private static byte[] oneCode(int table, int symbol) {
        var content = new byte[18];
        content[0] = (byte) table;
        content[1] = 1;
        content[17] = (byte) symbol;
        return content;
    }

    private void frame(int frame, int precisionBits, int width, int height, int components) {
        var content = ByteBuffer.allocate(6 + 3 * components)
                .put((byte) precisionBits)
                .putShort((short) height)
                .putShort((short) width)
                .put((byte) components);
        for (var component = 1; component <= components; component++) {
            content.put((byte) component).put((byte) 0x11).put((byte) 0);
        }
        file.writeBytes(segment(frame, content.array()));
    }

    private void scan(int components, int from, int to) {
        var content = ByteBuffer.allocate(4 + 2 * components).put((byte) components);
        for (var component = 1; component <= components; component++) {
            content.put((byte) component).put((byte) 0);
        }
        content.put((byte) from).put((byte) to).put((byte) 0);
        file.writeBytes(segment(0xda, content.array()));
    }

    /** Eight times a 0 and fourteen bits 10101010101010: fifteen bytes. */
    private static byte[] eightRuns() {
        var bits = "010101010101010".repeat(8);
        var bytes = new byte[bits.length() / 8];
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(bits.substring(8 * i, 8 * i + 8), 2);
        }
        return bytes;
    }
}
