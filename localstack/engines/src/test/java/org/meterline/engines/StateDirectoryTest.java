package org.meterline.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {

    @TempDir
    Path directory;

    @Test
    void has_one_owner_at_a_time() {
        var owner = new StateDirectory(directory);
        var other = new StateDirectory(directory);
        owner.claim();

        assertThatThrownBy(other::claim).isInstanceOf(EngineException.class).hasMessageContaining("in use");

        owner.release();
        other.claim();
        other.release();
    }

    @Test
    void remembers_what_was_chosen_once() {
        var chosen = new StateDirectory(directory).remembered("password", () -> "first");

        assertThat(new StateDirectory(directory).remembered("password", () -> "second"))
                .isEqualTo(chosen);
    }

    @Test
    void keeps_its_port_until_somebody_else_has_it() throws IOException {
        var state = new StateDirectory(directory);
        int port = state.rememberedPort("port");
        assertThat(state.rememberedPort("port")).isEqualTo(port);

        try (var thief = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(state.rememberedPort("port")).isNotEqualTo(thief.getLocalPort());
        }
    }

    @Test
    void is_emptied_without_losing_its_owner() throws IOException {
        var owner = new StateDirectory(directory);
        owner.claim();
        Files.writeString(owner.directory("data").resolve("file"), "content");

        owner.clear();

        assertThat(directory.resolve("data")).doesNotExist();
        assertThatThrownBy(new StateDirectory(directory)::claim).isInstanceOf(EngineException.class);
        owner.release();
    }
}
