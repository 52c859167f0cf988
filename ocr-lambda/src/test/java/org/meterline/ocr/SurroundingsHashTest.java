package org.meterline.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.meterline.ocr.print.GreyImage;
import org.meterline.ocr.samples.MeterScene;

class SurroundingsHashTest {

    private static final BufferedImage SCENE = MeterScene.drumElectricity("04821.7", 2, 11);
    private static final Box BOX = box(2);
    private static final int SAME_BITS_MAX = 40; // as the hash was measured

    @Test
    void a_photo_sent_again_is_known_though_it_was_compressed_scaled_or_cropped() throws IOException {
        var hash = hash(SCENE, BOX);

        assertThat(hash).matches("[0-9a-f]{64}");
        assertThat(distance(hash, hash(compressed(SCENE), BOX))).isLessThanOrEqualTo(SAME_BITS_MAX);
        assertThat(distance(hash, hash(GreyImage.shrink(SCENE, 600), moved(BOX, 0, 0, 0.5))))
                .isLessThanOrEqualTo(SAME_BITS_MAX);
        assertThat(distance(hash, hash(SCENE.getSubimage(60, 50, 1_080, 820), moved(BOX, 60, 50, 1))))
                .isLessThanOrEqualTo(SAME_BITS_MAX);
    }

    @Test
    void a_box_that_is_found_a_little_elsewhere_does_not_matter() {
        assertThat(distance(hash(SCENE, BOX), hash(SCENE, moved(BOX, 3, -3, 1.01))))
                .isLessThanOrEqualTo(SAME_BITS_MAX);
    }

    @Test
    void other_digits_alone_do_not_matter() {
        assertThat(distance(hash(SCENE, BOX), hash(MeterScene.drumElectricity("17356.2", 2, 11), BOX)))
                .isLessThanOrEqualTo(SAME_BITS_MAX);
    }

    @Test
    void another_meter_and_the_same_meter_held_otherwise_are_other_photos() {
        var hash = hash(SCENE, BOX);

        assertThat(distance(hash, hash(MeterScene.drumElectricity("04903.1", -6, 12), box(-6))))
                .isGreaterThan(SAME_BITS_MAX);
        assertThat(distance(hash, hash(MeterScene.lcdElectricity("012345", 2, 11), BOX)))
                .isGreaterThan(SAME_BITS_MAX);
    }

    @Test
    void a_counter_beyond_the_edge_or_of_no_size_has_a_hash_too() {
        assertThat(hash(SCENE, Box.of(1_100, 800, 400, 300))).hasSize(64);
        assertThat(hash(SCENE, Box.of(10, 10, 0, 0))).hasSize(64);
    }

    private static int distance(String one, String other) {
        return new BigInteger(one, 16).xor(new BigInteger(other, 16)).bitCount();
    }

    private static String hash(BufferedImage image, Box box) {
        return SurroundingsHash.of(new Photo(image, image.getWidth(), image.getHeight()), box);
    }

    /** Where the scene draws its window: from 330 to 822 and from 345 to 467, turned around its middle. */
    private static Box box(double tiltDegrees) {
        var turned = Stream.of(new double[] {330, 345}, new double[] {822, 345}, new double[] {822, 467}, new double[] {
                    330, 467
                })
                .map(corner -> turned(corner[0] - 600, corner[1] - 450, Math.toRadians(tiltDegrees)))
                .toList();
        return new Box(turned);
    }

    private static Box.Corner turned(double x, double y, double angle) {
        var turned = DoubleStream.of(
                        600 + x * Math.cos(angle) - y * Math.sin(angle),
                        450 + x * Math.sin(angle) + y * Math.cos(angle))
                .mapToInt(value -> (int) Math.round(value))
                .toArray();
        return new Box.Corner(turned[0], turned[1]);
    }

    private static Box moved(Box box, int left, int top, double scale) {
        List<Box.Corner> corners = box.corners().stream()
                .map(corner -> new Box.Corner(
                        (int) Math.round((corner.x() - left) * scale), (int) Math.round((corner.y() - top) * scale)))
                .toList();
        return new Box(corners);
    }

    private static BufferedImage compressed(BufferedImage image) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", bytes);
        return ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
    }
}
