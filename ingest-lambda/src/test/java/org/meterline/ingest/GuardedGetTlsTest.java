package org.meterline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one thing that a socket of our own must not forget: that the certificate is for the host that was asked. */
class GuardedGetTlsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private static KeyStore forAddress;
    private static KeyStore forName;

    @BeforeAll
    static void sign(@TempDir Path directory) throws Exception {
        forAddress = selfSigned(directory.resolve("address.p12"), "ip:127.0.0.1");
        forName = selfSigned(directory.resolve("name.p12"), "dns:api.example.com");
    }

    @Test
    void a_certificate_counts_for_its_own_host_only() throws Exception {
        assertThat(get(forAddress, true)).isEqualTo(200);
        assertThatThrownBy(() -> get(forName, true)).isInstanceOf(SSLException.class);
    }

    @Test
    void a_certificate_that_nobody_vouches_for_does_not_count() {
        assertThatThrownBy(() -> get(forAddress, false)).isInstanceOf(SSLException.class);
    }

    private static int get(KeyStore keys, boolean trusted) throws Exception {
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(keys)));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        try {
            var tls = trusted ? context(keys).getSocketFactory() : (SSLSocketFactory) SSLSocketFactory.getDefault();
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

    private static KeyStore selfSigned(Path file, String subject)
            throws IOException, GeneralSecurityException, InterruptedException {
        var keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=test",
                        "-ext",
                        "san=" + subject,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        file.toString())
                .inheritIO()
                .start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    private static SSLContext context(KeyStore keys) throws GeneralSecurityException {
        var keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(keys, PASSWORD);
        var trusted = KeyStore.getInstance("PKCS12");
        try {
            trusted.load(null, PASSWORD);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        trusted.setCertificateEntry("server", keys.getCertificate("server"));
        var trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trustManagers.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
        return context;
    }
}
