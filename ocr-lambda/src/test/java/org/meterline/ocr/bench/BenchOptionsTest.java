package org.meterline.ocr.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchOptionsTest {

    @Test
    void a_folder_is_enough() {
        var options = BenchOptions.parse(List.of("reader", "meters")).orElseThrow();

        assertThat(options.directory()).isEqualTo(Path.of("meters"));
        assertThat(options.error()).isEqualTo(0.005);
        assertThat(options.predictions()).isNull();
    }

    @Test
    void everything_can_be_said() {
        var options = BenchOptions.parse(List.of(
                        "reader",
                        "meters",
                        "--limit",
                        "40",
                        "--use",
                        "train",
                        "--error",
                        "0.01",
                        "--peers",
                        "0",
                        "--peer",
                        "cat",
                        "--predictions",
                        "p.jsonl",
                        "--failures",
                        "f.png"))
                .orElseThrow();

        assertThat(options)
                .isEqualTo(new BenchOptions(
                        Path.of("meters"), 40, 0, "cat", "train", 0.01, Path.of("p.jsonl"), Path.of("f.png")));
    }

    @Test
    void nonsense_is_none() {
        assertThat(BenchOptions.parse(List.of())).isEmpty();
        assertThat(BenchOptions.parse(List.of("reader", "--limit", "3"))).isEmpty();
        assertThat(BenchOptions.parse(List.of("reader", "meters", "--limit"))).isEmpty();
        assertThat(BenchOptions.parse(List.of("reader", "meters", "--limit", "many")))
                .isEmpty();
        assertThat(BenchOptions.parse(List.of("reader", "meters", "--colour", "red")))
                .isEmpty();
    }
}
