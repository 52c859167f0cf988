package org.meterline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate that somebody made for themselves. */
record SelfSigned(KeyStore keys) {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private static final Map<String, SelfSigned> MADE = new ConcurrentHashMap<>(); // each takes a JVM of its own

    /** For the address 127.0.0.1. */
    static SelfSigned forAddress() {
        return MADE.computeIfAbsent("ip:127.0.0.1", SelfSigned::make);
    }

    /** For a host that is not this one. */
    static SelfSigned forAnotherName() {
        return MADE.computeIfAbsent("dns:another.example.com", SelfSigned::make);
    }

    private static SelfSigned make(String subject) {
        try {
            var directory = Files.createTempDirectory("self-signed");
            try {
                return make(directory.resolve("keys.p12"), subject);
            } finally {
                Files.deleteIfExists(directory.resolve("keys.p12"));
                Files.delete(directory);
            }
        } catch (IOException | GeneralSecurityException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static SelfSigned make(Path file, String subject)
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
        return new SelfSigned(keys);
    }

    /** Serves with it and trusts it, and nothing else. */
    SSLContext context() throws GeneralSecurityException {
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
