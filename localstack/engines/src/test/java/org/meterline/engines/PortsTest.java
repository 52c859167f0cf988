package org.meterline.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PortsTest {

    /** Another JVM: takes a port, says which, and holds it until its input ends. */
    static final class Other {
        @SuppressWarnings("SystemOut") // its output is what the test waits for
        public static void main(String[] arguments) throws IOException {
            System.out.println(Ports.free());
            int end = System.in.read();
            System.exit(end < 0 ? 0 : 1);
        }
    }

    @Test
    void what_another_jvm_took_is_not_free_though_nobody_listens_and_is_free_when_that_ends() throws Exception {
        var other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        Other.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var output = other.inputReader()) {
            var port = Integer.parseInt(output.readLine());

            assertThat(Ports.take(port)).isFalse();
            assertThat(Ports.answers(port)).isFalse();

            other.getOutputStream().close();
            assertThat(other.waitFor()).isZero();
            assertThat(Ports.take(port)).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void this_jvm_may_take_a_port_of_its_own_again_but_not_while_somebody_listens() throws Exception {
        var port = Ports.free();
        assertThat(Ports.take(port)).isTrue();
        try (var listening = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Ports.take(listening.getLocalPort())).isFalse();
        }
    }
}
