package org.meterline.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

    @TempDir
    Path directory;

    @Test
    void what_an_earlier_owner_left_running_is_ended() {
        var state = new StateDirectory(directory);
        var left = new ChildProcess("part", state);
        left.start(sleep());
        assertThat(left.isAlive()).isTrue();

        new ChildProcess("part", state).endOrphan();

        assertThat(left.isAlive()).isFalse();
    }

    @Test
    void a_process_that_only_has_the_same_number_is_left_alone() throws IOException {
        var stranger = new ChildProcess("stranger", new StateDirectory(directory));
        stranger.start(sleep());
        var number = Files.readString(directory.resolve("stranger.pid")).split(" ")[0];
        Files.writeString(directory.resolve("part.pid"), number + " 2001-01-01T00:00:00Z");

        new ChildProcess("part", new StateDirectory(directory)).endOrphan();

        assertThat(stranger.isAlive()).isTrue();
        stranger.kill();
        assertThat(stranger.isAlive()).isFalse();
    }

    @Test
    void a_kill_takes_the_children_along() {
        var family = new ChildProcess("family", new StateDirectory(directory));
        family.start(new ProcessBuilder("sh", "-c", "sleep 60 & echo $! > '" + directory + "/child'; wait"));
        awaitFile(directory.resolve("child"));
        var child = ProcessHandle.of(number(directory.resolve("child"))).orElseThrow();

        family.kill();

        assertThat(child.isAlive()).isFalse();
    }

    private static ProcessBuilder sleep() {
        return new ProcessBuilder("sleep", "60");
    }

    private static void awaitFile(Path file) {
        var deadline = System.nanoTime() + 10_000_000_000L;
        while (!Files.exists(file) || number(file) < 0) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static long number(Path file) {
        try {
            var text = Files.readString(file).strip();
            return text.isEmpty() ? -1 : Long.parseLong(text);
        } catch (IOException failure) {
            return -1;
        }
    }
}
