package org.meterline.stack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaProcessTest {

    private static final List<String> SLEEP = List.of("/bin/sh", "-c", "sleep 300");

    @TempDir
    Path folder;

    private PidFile pidFile;
    private JavaProcess process;

    @BeforeEach
    void prepare() {
        pidFile = new PidFile(folder.resolve("run/one.pid"));
        process = processOf(SLEEP, Map.of());
    }

    @AfterEach
    void stop() {
        process.stop();
    }

    @Test
    void it_runs_is_noted_and_ends() {
        process.start();

        assertThat(process.isAlive()).isTrue();
        assertThat(pidFile.process().map(ProcessHandle::pid)).isEqualTo(process.pid());

        process.stop();

        assertThat(process.isAlive()).isFalse();
        assertThat(pidFile.process()).isEmpty();
    }

    @Test
    void what_an_earlier_owner_left_running_is_ended_before_a_new_one_starts() {
        process.start();
        var orphan = ProcessHandle.of(process.pid().orElseThrow()).orElseThrow();

        var next = processOf(SLEEP, Map.of());
        next.start();

        assertThat(orphan.isAlive()).isFalse();
        assertThat(pidFile.process().map(ProcessHandle::pid)).isEqualTo(next.pid());
        next.stop();
    }

    @Test
    void a_number_that_belongs_to_somebody_else_by_now_is_not_taken_for_it() throws Exception {
        process.start();
        Files.createDirectories(pidFile.file().getParent());
        Files.writeString(pidFile.file(), process.pid().orElseThrow() + " 12345\n");

        assertThat(pidFile.process()).isEmpty();
        process.kill();
    }

    @Test
    void its_environment_is_only_what_was_said() throws Exception {
        var environment = processOf(List.of("/usr/bin/env"), Map.of("SAID", "yes"));
        environment.start();
        ProcessHandle.of(environment.pid().orElse(0L))
                .ifPresent(handle -> handle.onExit().join());

        assertThat(folder.resolve("one.log")).content().contains("SAID=yes").doesNotContain("JAVA_HOME");
    }

    private JavaProcess processOf(List<String> command, Map<String, String> environment) {
        return new JavaProcess(command, environment, folder.resolve("one.log"), pidFile);
    }
}
