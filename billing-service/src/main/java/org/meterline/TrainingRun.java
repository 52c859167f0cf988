package org.meterline;

import io.micronaut.context.ApplicationContext;
import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A start for nobody, whose classes and profiles the JVM keeps for later starts ({@code -XX:AOTCacheOutput}). It needs no
 * database, no broker and no network: the service starts as it does while all of them are down, answers itself a few requests, and
 * ends. What a start touches only when they are there is loaded by name.
 */
public final class TrainingRun {

    private static final Logger log = LoggerFactory.getLogger(TrainingRun.class);

    /** Nobody listens on port 1; what is not there fails at once. */
    private static final Map<String, Object> NOWHERE = Map.ofEntries(
            Map.entry("micronaut.server.host", "127.0.0.1"),
            Map.entry("micronaut.server.port", -1),
            Map.entry("datasources.default.url", "jdbc:postgresql://127.0.0.1:1/nowhere"),
            Map.entry("datasources.default.password", "nobody"),
            Map.entry("datasources.default.connection-timeout", 250),
            Map.entry("meterline.database.owner.password", ""), // nobody migrates
            Map.entry("meterline.broker.endpoint", "amqp://127.0.0.1:1"),
            Map.entry("meterline.broker.username", "nobody"),
            Map.entry("meterline.broker.password", "nobody"),
            Map.entry("meterline.message-table", "nowhere"),
            Map.entry("meterline.photo-bucket", "nowhere"),
            Map.entry("meterline.public-base-url", "https://nowhere.example"),
            Map.entry("meterline.drain.unready-for", "0s"));

    private static final List<String> VISITS =
            List.of("/health/liveness", "/ready", "/console", "/console/sign-in", "/api/readings", "/nowhere");
    private static final int VISIT_LIMIT_MILLIS = 20_000;

    /** A class of each library that a start uses further than one without database and broker can. */
    private static final List<String> BEHIND_THE_DOORS = List.of(
            "org.meterline.BillingService",
            "org.flywaydb.core.Flyway",
            "org.flywaydb.database.postgresql.PostgreSQLDatabaseType",
            "org.postgresql.Driver",
            "com.rabbitmq.client.ConnectionFactory");

    private TrainingRun() {}

    /** Starts, looks around, and ends the process: with 0 when the service answered. */
    public static void main(String[] args) throws Exception {
        System.setProperty("aws.region", "eu-central-1");
        var server = BillingService.start(ApplicationContext.builder(BillingService.class)
                .properties(NOWHERE)
                .build());
        for (var path : VISITS) {
            log.info("{} answers {}", path, statusOf(server.getURI().resolve(path)));
        }
        var alive = statusOf(server.getURI().resolve("/health/liveness")) == HttpURLConnection.HTTP_OK;
        for (var name : BEHIND_THE_DOORS) {
            log.info("{} classes beside {}", loadAllBeside(Class.forName(name)), name);
        }
        System.exit(alive ? 0 : 1);
    }

    private static int statusOf(URI page) throws IOException {
        var connection = (HttpURLConnection) page.toURL().openConnection();
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(VISIT_LIMIT_MILLIS);
        connection.setReadTimeout(VISIT_LIMIT_MILLIS);
        connection.setRequestProperty("Accept", "text/html, application/json");
        try {
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }

    /** Loads the classes of the jar that one of them came in, and runs nothing of them. */
    private static int loadAllBeside(Class<?> one) throws IOException, URISyntaxException {
        URL jar = one.getProtectionDomain().getCodeSource().getLocation();
        var loaded = 0;
        try (var entries = new JarFile(new File(jar.toURI()))) {
            for (var entry : entries.stream().toList()) {
                var name = entry.getName();
                if (name.endsWith(".class") && !name.startsWith("META-INF/") && !name.equals("module-info.class")) {
                    loaded += isLoaded(name.substring(0, name.length() - ".class".length())
                                    .replace('/', '.'))
                            ? 1
                            : 0;
                }
            }
        }
        return loaded;
    }

    private static boolean isLoaded(String name) {
        try {
            var unused = Class.forName(name, false, TrainingRun.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError wantsWhatIsNotHere) {
            return false; // an adapter to something that we do not use
        }
    }
}
