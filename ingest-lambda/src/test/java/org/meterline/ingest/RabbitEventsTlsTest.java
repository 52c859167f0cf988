package org.meterline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A broker shows a certificate that we trust, for the host that we asked, or it never hears our password. */
class RabbitEventsTlsTest {

    private static SSLContext before;

    @BeforeAll
    static void remember() throws NoSuchAlgorithmException {
        before = SSLContext.getDefault();
    }

    @AfterAll
    static void restore() {
        SSLContext.setDefault(before);
    }

    @Test
    void a_certificate_of_another_host_is_refused() throws Exception {
        assertThat(heardFromClient(SelfSigned.forAnotherName(), SelfSigned.forAnotherName()))
                .isEmpty();
    }

    @Test
    void a_certificate_that_nobody_vouches_for_is_refused() throws Exception {
        assertThat(heardFromClient(SelfSigned.forAddress(), SelfSigned.forAnotherName()))
                .isEmpty();
    }

    @Test
    void the_right_certificate_is_talked_to() throws Exception {
        assertThat(heardFromClient(SelfSigned.forAddress(), SelfSigned.forAddress()))
                .startsWith("AMQP");
    }

    /** What a server hears before it hangs up. */
    private static String heardFromClient(SelfSigned shown, SelfSigned trusted) throws Exception {
        SSLContext.setDefault(trusted.context());
        var sockets = shown.context().getServerSocketFactory();
        try (var server = (SSLServerSocket) sockets.createServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var serving = Executors.newVirtualThreadPerTaskExecutor()) {
            var heard = serving.submit(() -> greeting(server));
            var events = new RabbitEvents(
                    URI.create("amqps://127.0.0.1:" + server.getLocalPort()),
                    new ScriptedSecrets().with("broker", "{\"username\":\"u\",\"password\":\"p\"}"),
                    "broker",
                    new MovableClock(Samples.NOW),
                    Duration.ofSeconds(30));
            assertThat(events.publish(EventsContract.newEvent())).isInstanceOf(Events.Outcome.NotPublished.class);
            return heard.get();
        }
    }

    private static String greeting(SSLServerSocket server) {
        try (var socket = server.accept()) {
            return new String(socket.getInputStream().readNBytes(4), StandardCharsets.US_ASCII);
        } catch (IOException refused) {
            return "";
        }
    }
}
