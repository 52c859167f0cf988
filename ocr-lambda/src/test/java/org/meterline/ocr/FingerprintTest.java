package org.meterline.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.meterline.ocr.samples.MeterScene;

class FingerprintTest {

    @Test
    void the_sha_256_of_a_file_is_the_known_one() {
        assertThat(Fingerprint.sha256("test".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
    }

    @Test
    void nearly_equal_photos_nearly_share_their_hash_and_others_do_not() {
        var photo = MeterScene.drumElectricity("04821.7", 1, 1);

        var same = bitsApart(photo, MeterScene.blurred(photo, 2));
        var other = bitsApart(photo, MeterScene.drumWater("00738.412", 1, 1));

        assertThat(same).isLessThan(8);
        assertThat(other).isGreaterThan(12);
    }

    private static int bitsApart(java.awt.image.BufferedImage one, java.awt.image.BufferedImage other) {
        return Long.bitCount(HexFormat.fromHexDigitsToLong(Fingerprint.perceptual(one))
                ^ HexFormat.fromHexDigitsToLong(Fingerprint.perceptual(other)));
    }
}
