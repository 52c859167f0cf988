package org.meterline.stack.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {

    @TempDir
    Path folder;

    private Home home;

    @BeforeEach
    void move_in() {
        home = new Home(folder.resolve("home"));
    }

    @Test
    void only_one_may_hold_it_and_it_is_free_again_afterwards() {
        try (var held = home.lock().orElseThrow()) {
            assertThat(held.lock().isValid()).isTrue();
            assertThat(home.lock()).isEmpty();
        }
        home.lock().orElseThrow().close();
    }

    @Test
    void nothing_runs_in_an_empty_place() {
        assertThat(RunningStack.in(home)).isEmpty();
        assertThat(home.root()).doesNotExist();
    }

    @Test
    void credentials_are_made_once_and_are_nobody_elses_business() throws Exception {
        var made = Credentials.of(home);

        assertThat(Credentials.of(home)).isEqualTo(made);
        assertThat(made.toString()).doesNotContain(made.adminKey());
        var permissions = Files.getPosixFilePermissions(home.file("credentials.json"));
        assertThat(PosixFilePermissions.toString(permissions)).isEqualTo("rw-------");
    }

    @Test
    void a_port_is_remembered_until_somebody_else_takes_it() throws Exception {
        var first = new RememberedPorts(home).of("door", 21_000);
        assertThat(new RememberedPorts(home).of("door", 25_000)).isEqualTo(first);
        assertThat(new RememberedPorts(home).of("other", first)).isNotEqualTo(first);

        try (var taken = new ServerSocket(first, 1, InetAddress.getLoopbackAddress())) {
            assertThat(new RememberedPorts(home).of("door", 21_000)).isGreaterThan(taken.getLocalPort());
        }
    }

    @Test
    void a_fresh_start_forgets_everything_but_the_class_archives() throws Exception {
        home.lock().orElseThrow().close();
        home.writePrivate("credentials.json", "{}");
        Files.writeString(home.engine("x"), "state");
        Files.writeString(home.archive("billing"), "classes");

        home.clear();

        try (var left = Files.list(home.root())) {
            assertThat(left.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder("up.lock", "archives");
        }
    }
}
