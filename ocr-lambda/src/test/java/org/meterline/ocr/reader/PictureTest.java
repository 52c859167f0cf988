package org.meterline.ocr.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class PictureTest {

    @Test
    void half_the_size_is_the_mean_of_two_by_two_and_rounds_to_the_nearest() {
        var picture = new Picture(3, 2, new int[] {0xff0000, 0xff0001, 0x123456, 0x00ff00, 0x00ff02, 0x654321});

        var half = picture.halved();

        assertThat(half.width()).isEqualTo(1);
        assertThat(half.height()).isEqualTo(1);
        assertThat(half.rgb()).containsExactly(0x808001); // 127.5, 127.5 and 0.75
    }

    @Test
    void an_image_of_another_kind_is_copied() {
        var image = new BufferedImage(2, 1, BufferedImage.TYPE_3BYTE_BGR);
        image.setRGB(1, 0, 0xff8040);

        var picture = Picture.of(image);

        assertThat(picture.rgb()[1] & 0xffffff).isEqualTo(0xff8040);
    }

    @Test
    void a_part_of_an_image_is_that_part() {
        var image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
        image.setRGB(2, 3, 0x00ff00);

        var picture = Picture.of(image.getSubimage(2, 2, 2, 2));

        assertThat(picture.rgb()[2] & 0xffffff).isEqualTo(0x00ff00);
    }

    @Test
    void planes_hold_all_red_then_all_green_then_all_blue() {
        var picture = new Picture(4, 1, new int[] {0x0a0000, 0x140000, 0x001e00, 0x000028});
        var planes = FloatBuffer.allocate(6);

        Planes.write(picture, 2, 1, planes);

        assertThat(planes.array()).containsExactly(15, 0, 0, 15, 0, 20);
    }
}
