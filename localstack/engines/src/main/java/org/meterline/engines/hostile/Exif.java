package org.meterline.engines.hostile;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** EXIF as a JPEG carries it after its marker, honest and otherwise. */
final class Exif {

    private static final int ORIENTATION = 0x0112;
    private static final int HEADER_BYTES = 14; // "Exif\0\0" and TIFF's own eight
    private static final int ENTRY_BYTES = 12;

    private Exif() {}

    /** Says which way up the camera was held, 1 to 8. */
    static byte[] orientation(int value) {
        return header(HEADER_BYTES + 2 + ENTRY_BYTES + 4)
                .putShort((short) 1)
                .put(entry(ORIENTATION, 3, 1, value << 16))
                .putInt(0)
                .array();
    }

    /** Its directory is followed by itself. */
    static byte[] circle() {
        return header(HEADER_BYTES + 2 + ENTRY_BYTES + 4)
                .putShort((short) 1)
                .put(entry(0x010f, 2, 4, 0))
                .putInt(8)
                .array();
    }

    /** Directories within directories: each entry leads to the same place. */
    static byte[] nest(int entries) {
        var exif = header(HEADER_BYTES + 2 + entries * ENTRY_BYTES + 4).putShort((short) entries);
        for (var i = 0; i < entries; i++) {
            exif.put(entry(i % 2 == 0 ? 0x8769 : 0x8825, 4, 1, 8)); // EXIF's and GPS's own directories
        }
        return exif.putInt(8).array();
    }

    /** An entry that claims four billion values. */
    static byte[] endless() {
        return header(HEADER_BYTES + 2 + 2 * ENTRY_BYTES + 4)
                .putShort((short) 2)
                .put(entry(ORIENTATION, 3, -1, 8))
                .put(entry(0x9286, 7, Integer.MAX_VALUE, 8))
                .putInt(0)
                .array();
    }

    private static ByteBuffer header(int bytes) {
        return ByteBuffer.allocate(bytes)
                .put("Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(8);
    }

    private static byte[] entry(int tag, int type, int count, int value) {
        return ByteBuffer.allocate(ENTRY_BYTES)
                .putShort((short) tag)
                .putShort((short) type)
                .putInt(count)
                .putInt(value)
                .array();
    }
}
