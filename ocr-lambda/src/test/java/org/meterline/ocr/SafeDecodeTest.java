package org.meterline.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeDecodeTest {

    @Test
    void a_small_picture_comes_as_it_is() {
        var photo = SafeDecode.decode(file("png", picture(300, 200))).orElseThrow();

        assertThat(photo.widthPx()).isEqualTo(300);
        assertThat(photo.heightPx()).isEqualTo(200);
        assertThat(photo.scale()).isEqualTo(1);
        assertThat(isRed(photo, 10, 10)).isTrue();
        assertThat(isRed(photo, 290, 190)).isFalse();
    }

    @Test
    void a_large_picture_is_made_smaller_and_remembers_its_size() {
        var photo = SafeDecode.decode(file("jpg", picture(4_000, 3_000))).orElseThrow();

        assertThat(photo.widthPx()).isEqualTo(4_000);
        assertThat(photo.pixels().getWidth()).isEqualTo(1_600);
        assertThat(photo.scale()).isEqualTo(2.5);
    }

    @Test
    void a_picture_that_the_camera_held_sideways_is_put_upright() {
        var photo = SafeDecode.decode(withOrientation(file("jpg", picture(300, 200)), 6))
                .orElseThrow();

        assertThat(photo.widthPx()).isEqualTo(200);
        assertThat(photo.heightPx()).isEqualTo(300);
        assertThat(isRed(photo, 190, 10)).isTrue(); // top left before the quarter turn clockwise
        assertThat(isRed(photo, 10, 10)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 100, 300})
    void a_picture_that_breaks_off_is_none_or_is_decoded_but_never_throws(int bytes) {
        var whole = file("png", picture(300, 200));

        assertThat(SafeDecode.decode(Arrays.copyOf(whole, Math.min(bytes, whole.length / 2))))
                .isEmpty();
    }

    @Test
    void a_header_that_asks_for_a_gigabyte_gets_nothing() {
        assertThat(SafeDecode.decode(pngHeader(30_000, 30_000))).isEmpty();
    }

    @Test
    void a_speck_is_no_picture() {
        assertThat(SafeDecode.decode(file("png", picture(8, 8)))).isEmpty();
    }

    @Test
    void a_format_that_ingest_never_stores_is_not_tried() {
        assertThat(SafeDecode.decode(file("gif", picture(300, 200)))).isEmpty();
        assertThat(SafeDecode.decode(file("bmp", picture(300, 200)))).isEmpty();
    }

    @Test
    void garbage_with_the_beginning_of_a_webp_is_no_picture() {
        var random = new Random(1);
        for (var i = 0; i < 200; i++) {
            var garbage = new byte[400];
            random.nextBytes(garbage);
            var file = ByteBuffer.wrap(garbage);
            file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).put(new byte[] {-120, 1, 0, 0});
            file.put("WEBPVP8 ".getBytes(StandardCharsets.US_ASCII));

            assertThat(SafeDecode.decode(garbage)).isEmpty();
        }
    }

    /** The fuzzer's: its decoder went on for five seconds behind the end, and called it a picture. */
    @Test
    void what_promises_far_more_than_there_is_is_no_picture() {
        var endless = HexFormat.of()
                .parseHex(
                        "52494646f201000057454250565038580a000000100000005f0000470000414c504810000000010750c08808276b8fd99f5e"
                                + "11ab1600000003e2468852ce239db68dcc9aaf23dacdc3256779b835c7a2798f154f425a408b5ce5fd2a70cbdf54da9b51c3"
                                + "59393cfb72878203a4524946462ef2b2d3b05ff8c061583f78dfcc775547f5c7529f03010000574542505650380a00000010");

        assertThat(SafeDecode.decode(endless)).isEmpty();
    }

    @Test
    void a_picture_with_flipped_bytes_never_throws() {
        var random = new Random(2);
        for (var format : new String[] {"jpg", "png"}) {
            var whole = file(format, picture(120, 90));
            for (var i = 0; i < 150; i++) {
                var mutated = whole.clone();
                for (var flips = 0; flips < 8; flips++) {
                    mutated[random.nextInt(mutated.length)] ^= (byte) (1 << random.nextInt(8));
                }
                SafeDecode.decode(mutated)
                        .ifPresent(
                                photo -> assertThat(photo.pixels().getWidth()).isLessThanOrEqualTo(1_600));
            }
        }
    }

    private static boolean isRed(Photo photo, int x, int y) {
        var colour = new Color(photo.pixels().getRGB(x, y));
        return colour.getRed() > 180 && colour.getBlue() < 80;
    }

    /** Red in the upper left quarter, blue elsewhere. */
    private static BufferedImage picture(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(Color.BLUE);
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, width / 2, height / 2);
        graphics.dispose();
        return image;
    }

    private static byte[] file(String format, BufferedImage image) {
        try {
            var bytes = new ByteArrayOutputStream();
            assertThat(ImageIO.write(image, format, bytes)).isTrue();
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Puts an EXIF segment with nothing but the orientation after the start of a JPEG. */
    private static byte[] withOrientation(byte[] jpeg, int orientation) {
        var exif = ByteBuffer.allocate(36);
        exif.put(new byte[] {-1, -31}).putShort((short) 34).put("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        exif.put("MM".getBytes(StandardCharsets.US_ASCII))
                .putShort((short) 42)
                .putInt(8)
                .putShort((short) 1);
        exif.putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0);
        exif.putInt(0);
        return ByteBuffer.allocate(jpeg.length + exif.capacity())
                .put(jpeg, 0, 2)
                .put(exif.array())
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    private static byte[] pngHeader(int width, int height) {
        var chunk = ByteBuffer.allocate(17)
                .put("IHDR".getBytes(StandardCharsets.US_ASCII))
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 6, 0, 0, 0});
        var sum = new CRC32();
        sum.update(chunk.array());
        return ByteBuffer.allocate(200)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'})
                .putInt(13)
                .put(chunk.array())
                .putInt((int) sum.getValue())
                .array();
    }
}
