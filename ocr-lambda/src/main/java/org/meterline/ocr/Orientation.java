package org.meterline.ocr;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How the camera was held, as EXIF says in a JPEG, PNG or WebP: 1 for upright, to 8. Nothing else of the metadata is looked
 * at, because metadata may be made to inflate to gigabytes or to lead in circles: one segment, one directory, one entry.
 */
final class Orientation {

    static final int UPRIGHT = 1;

    private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};
    private static final int TAG = 0x0112;
    private static final int TYPE_SHORT = 3;
    private static final int ENTRY_BYTES = 12;
    private static final int PARTS_MAX = 1_000; // segments or chunks until it is found

    private Orientation() {}

    /** {@link #UPRIGHT} when the file does not say, or says nonsense. */
    static int of(byte[] file) {
        try {
            var buffer = ByteBuffer.wrap(file);
            if (startsWith(file, 0, new byte[] {(byte) 0xff, (byte) 0xd8})) {
                return inJpeg(buffer);
            }
            if (startsWith(file, 1, new byte[] {'P', 'N', 'G'})) {
                return inChunks(buffer, 8, 4, 12, "eXIf");
            }
            if (startsWith(file, 8, new byte[] {'W', 'E', 'B', 'P'})) {
                return inChunks(buffer.order(ByteOrder.LITTLE_ENDIAN), 12, 0, 8, "EXIF");
            }
        } catch (IndexOutOfBoundsException | IllegalArgumentException brokenOff) {
            return UPRIGHT; // the picture may be good all the same
        }
        return UPRIGHT;
    }

    private static int inJpeg(ByteBuffer file) {
        var at = 2;
        for (var part = 0; part < PARTS_MAX; part++) {
            var marker = file.getShort(at) & 0xffff;
            if (marker == 0xffff) { // padding
                at++;
                continue;
            }
            var bytes = file.getShort(at + 2) & 0xffff;
            if (marker == 0xffe1 && startsWith(file.array(), at + 4, EXIF)) {
                return inTiff(file.slice(at + 4 + EXIF.length, bytes - 2 - EXIF.length));
            }
            if (marker < 0xffc0 || marker == 0xffda) {
                return UPRIGHT; // the pixels begin
            }
            at += 2 + bytes;
        }
        return UPRIGHT;
    }

    /** In a row of chunks, each with four bytes of length and four of type, in either order, before its content. */
    private static int inChunks(ByteBuffer file, int from, int typeAt, int overhead, String wanted) {
        var at = from;
        var lengthAt = 4 - typeAt;
        for (var part = 0; part < PARTS_MAX; part++) {
            var bytes = file.getInt(at + lengthAt);
            if (bytes < 0 || bytes > file.capacity()) {
                return UPRIGHT;
            }
            if (startsWith(file.array(), at + typeAt, wanted.getBytes(StandardCharsets.US_ASCII))) {
                var skip = startsWith(file.array(), at + 8, EXIF) ? EXIF.length : 0; // some WebP writers put it there
                return inTiff(file.slice(at + 8 + skip, bytes - skip));
            }
            var padding = lengthAt == 4 ? bytes & 1 : 0; // RIFF's chunks begin at even places
            at += bytes + overhead + padding;
        }
        return UPRIGHT;
    }

    private static int inTiff(ByteBuffer tiff) {
        tiff.order(tiff.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        if (tiff.getShort(2) != 42) {
            return UPRIGHT;
        }
        var directory = tiff.getInt(4);
        var entries = tiff.getShort(directory) & 0xffff;
        for (var entry = 0; entry < entries; entry++) {
            var at = directory + 2 + entry * ENTRY_BYTES;
            if ((tiff.getShort(at) & 0xffff) == TAG) {
                var value = tiff.getShort(at + 8);
                var sane = tiff.getShort(at + 2) == TYPE_SHORT && value >= 1 && value <= 8;
                return sane ? value : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    private static boolean startsWith(byte[] file, int at, byte[] wanted) {
        return at + wanted.length <= file.length
                && Arrays.equals(file, at, at + wanted.length, wanted, 0, wanted.length);
    }
}
