package org.meterline.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.meterline.operations.replay.ReplayReport;

class ReplayProgressTest {

    private static final long SECOND = 1_000_000_000;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private long nanos;

    @Test
    void on_a_console_one_line_changes_several_times_a_second() {
        var progress = progress(true);
        for (var found = 1; found <= 10; found++) {
            nanos += SECOND / 10;
            progress.at(report(found));
        }
        progress.at(report(11));
        progress.end();

        assertThat(said.toString(UTF_8))
                .isEqualTo("\r2 found, 4 replayed\r4 found, 8 replayed\r6 found, 12 replayed\r8 found, 16 replayed"
                        + "\r10 found, 20 replayed\r11 found, 22 replayed" + System.lineSeparator());
    }

    @Test
    void in_a_file_there_is_a_line_every_ten_seconds() {
        var progress = progress(false);
        for (var found = 1; found <= 25; found++) {
            nanos += SECOND;
            progress.at(report(found));
        }
        progress.end();

        assertThat(said.toString(UTF_8).lines()).containsExactly("10 found, 20 replayed", "20 found, 40 replayed");
    }

    @Test
    void what_is_over_at_once_needs_no_progress() {
        for (var isConsole : new boolean[] {true, false}) {
            var progress = progress(isConsole);
            progress.at(report(1));
            progress.end();
        }

        assertThat(said.toString(UTF_8)).isEmpty();
    }

    private ReplayProgress progress(boolean isConsole) {
        return new ReplayProgress(new PrintStream(said, true, UTF_8), isConsole, () -> nanos);
    }

    private static ReplayReport report(long found) {
        return new ReplayReport(found, 2 * found, Map.of(), Map.of());
    }
}
