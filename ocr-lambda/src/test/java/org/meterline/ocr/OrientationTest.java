package org.meterline.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrientationTest {

    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void each_format_says_it_in_its_own_place_and_either_order_of_bytes(int value) {
        for (var order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            var tiff = tiff(order, 3, value);

            assertThat(Orientation.of(jpeg(joined(EXIF, tiff)))).isEqualTo(value);
            assertThat(Orientation.of(png(tiff))).isEqualTo(value);
            assertThat(Orientation.of(webp(tiff))).isEqualTo(value);
            assertThat(Orientation.of(webp(joined(EXIF, tiff)))).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, -1, 32_767})
    void nonsense_is_upright(int value) {
        assertThat(Orientation.of(jpeg(joined(EXIF, tiff(ByteOrder.BIG_ENDIAN, 3, value)))))
                .isEqualTo(1);
        assertThat(Orientation.of(jpeg(joined(EXIF, tiff(ByteOrder.BIG_ENDIAN, 2, 6)))))
                .isEqualTo(1);
    }

    @Test
    void a_file_that_breaks_off_anywhere_is_upright_or_what_it_said_before() {
        for (var whole : new byte[][] {
            jpeg(joined(EXIF, tiff(ByteOrder.BIG_ENDIAN, 3, 6))),
            png(tiff(ByteOrder.BIG_ENDIAN, 3, 6)),
            webp(tiff(ByteOrder.LITTLE_ENDIAN, 3, 6))
        }) {
            for (var bytes = 0; bytes < whole.length; bytes++) {
                assertThat(Orientation.of(java.util.Arrays.copyOf(whole, bytes)))
                        .isIn(1, 6);
            }
        }
        assertThat(Orientation.of(new byte[] {-1, -40, -1, -31})).isEqualTo(1);
    }

    private static byte[] tiff(ByteOrder order, int type, int value) {
        return ByteBuffer.allocate(38)
                .order(order)
                .putShort((short) (order == ByteOrder.BIG_ENDIAN ? 0x4d4d : 0x4949))
                .putShort((short) 42)
                .putInt(8)
                .putShort((short) 2)
                .put(entry(order, 0x010f, 2, 0))
                .put(entry(order, 0x0112, type, value))
                .putInt(0)
                .array();
    }

    private static byte[] entry(ByteOrder order, int tag, int type, int value) {
        return ByteBuffer.allocate(12)
                .order(order)
                .putShort((short) tag)
                .putShort((short) type)
                .putInt(1)
                .putShort((short) value)
                .array();
    }

    /** A comment, then EXIF. */
    private static byte[] jpeg(byte[] exif) {
        return ByteBuffer.allocate(16 + exif.length)
                .put(new byte[] {-1, -40, -1, -2, 0, 4, 'h', 'i', -1, -1, -31})
                .putShort((short) (exif.length + 2))
                .put(exif)
                .array();
    }

    private static byte[] png(byte[] exif) {
        return ByteBuffer.allocate(8 + 25 + 12 + exif.length)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'})
                .putInt(13)
                .put("IHDR".getBytes(StandardCharsets.US_ASCII))
                .put(new byte[17])
                .putInt(exif.length)
                .put("eXIf".getBytes(StandardCharsets.US_ASCII))
                .put(exif)
                .array();
    }

    /** A chunk of an odd length, which is padded, then EXIF. */
    private static byte[] webp(byte[] exif) {
        return ByteBuffer.allocate(12 + 12 + 8 + exif.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(24 + exif.length)
                .put("WEBPVP8 ".getBytes(StandardCharsets.US_ASCII))
                .putInt(3)
                .put(new byte[4])
                .put("EXIF".getBytes(StandardCharsets.US_ASCII))
                .putInt(exif.length)
                .put(exif)
                .array();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }
}
