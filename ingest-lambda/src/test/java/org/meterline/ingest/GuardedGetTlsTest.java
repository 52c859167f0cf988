package org.meterline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;

/** The one thing that a socket of our own must not forget: that the certificate is for the host that was asked. */
class GuardedGetTlsTest {

    @Test
    void a_certificate_counts_for_its_own_host_only() throws Exception {
        assertThat(get(SelfSigned.forAddress(), true)).isEqualTo(200);
        assertThatThrownBy(() -> get(SelfSigned.forAnotherName(), true)).isInstanceOf(SSLException.class);
    }

    @Test
    void a_certificate_that_nobody_vouches_for_does_not_count() {
        assertThatThrownBy(() -> get(SelfSigned.forAddress(), false)).isInstanceOf(SSLException.class);
    }

    private static int get(SelfSigned keys, boolean trusted) throws Exception {
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(keys.context()));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        try {
            var tls = trusted ? keys.context().getSocketFactory() : (SSLSocketFactory) SSLSocketFactory.getDefault();
            return new GuardedGet(InetAddress::getAllByName, tls)
                    .get(
                            Origin.parse(
                                    "https://127.0.0.1:" + server.getAddress().getPort()),
                            "/",
                            null,
                            1_000,
                            Deadline.in(Duration.ofSeconds(10)))
                    .status();
        } finally {
            server.stop(0);
        }
    }
}
