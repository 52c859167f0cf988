package org.meterline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileTypeTest {

    @ParameterizedTest
    @CsvSource({
        "ffd8ffe000104a464946, JPEG",
        "89504e470d0a1a0a0000, PNG",
        "524946460000000057454250, WEBP",
        "5249464600000000415649204c495354, OTHER", // an AVI is RIFF too
        "0000001866747970686569630000, HEIC",
        "000000186674797061766966, HEIC",
        "00000018667479706d703432, MP4",
        "255044462d312e37, PDF",
        "474946383961, GIF",
        "4f67675300, OGG",
        "2321414d520a, AMR",
        "ffd8, OTHER",
        "3c737667, OTHER"
    })
    void the_first_bytes_decide(String hex, FileType type) {
        assertThat(FileType.of(HexFormat.of().parseHex(hex))).isEqualTo(type);
    }

    @Test
    void an_empty_file_is_nothing_known() {
        assertThat(FileType.of("".getBytes(StandardCharsets.UTF_8))).isEqualTo(FileType.OTHER);
    }
}
