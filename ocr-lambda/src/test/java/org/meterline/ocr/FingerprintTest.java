package org.meterline.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    @Test
    void the_sha_256_of_a_file_is_the_known_one() {
        assertThat(Fingerprint.sha256("test".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
    }
}
