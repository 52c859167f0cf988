package org.meterline.platform;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.meterline.engines.junit.AwsExtension;
import org.meterline.engines.junit.PostgresExtension;
import org.meterline.engines.junit.RabbitMqExtension;
import org.meterline.tenants.Tenant;
import org.meterline.tenants.Tenants;

/**
 * The whole service over real engines, started once per JVM and shared by all test classes. Tests that must not meet have
 * tenants of their own: {@link #newTenant()}.
 */
public final class ServiceUnderTest implements BeforeAllCallback {

    /** An administrator's key. */
    public static final String ADMIN_KEY = "an administrator's key for tests";

    private static final long LIMIT_NANOS = 60_000_000_000L;
    private static final long POLL_NANOS = 20_000_000L;
    private static final String APP_PASSWORD = "only-for-tests";
    private static final PostgresExtension POSTGRES = new PostgresExtension();
    private static final RabbitMqExtension RABBIT = new RabbitMqExtension();

    private static final AwsExtension AWS = new AwsExtension();
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private static PostgresExtension.Database database;
    private static EmbeddedServer server;
    private static String messageTable;
    private static String photoBucket;

    @Override
    public void beforeAll(ExtensionContext context) {
        running();
        // roles belong to the server: another test's service may have given ours another password
        asOwner("alter role meterline_app password '" + APP_PASSWORD + "'");
    }

    /** Where it answers. */
    public URI uri() {
        return running().getURI();
    }

    /** An administrator who calls it. */
    public Http http() {
        return new Http(uri(), ADMIN_KEY, null);
    }

    /** Its own part of this type. */
    public <T> T bean(Class<T> type) {
        return running().getApplicationContext().getBean(type);
    }

    /** Its own parts of this type. */
    public <T> List<T> beans(Class<T> type) {
        return List.copyOf(running().getApplicationContext().getBeansOfType(type));
    }

    /** A new utility, with a receiving number of its own, come in as utilities do. */
    public Tenant newTenant() {
        var code = "t" + UUID.randomUUID().toString().substring(0, 18);
        var number = "+27600" + String.format("%06d", NUMBERS.incrementAndGet());
        var report = http().post("/api/imports/tenants", "text/csv", """
                code,name,locale,currency,zone,receiving_number,account_sid
                %s,Test Utility,en-ZA,ZAR,Africa/Johannesburg,%s,AC00000000000000000000000000000001
                """.formatted(code, number));
        if (!report.body().contains("\"created\":1")) {
            throw new AssertionError(report.body());
        }
        return bean(Tenants.class).withCode(code).orElseThrow();
    }

    /** A connection as the service's own role, which is bound by row-level security. */
    public Connection asService() throws SQLException {
        return DriverManager.getConnection(database().jdbcUrl(), "meterline_app", APP_PASSWORD);
    }

    /** A connection as the role that owns the tables. */
    public Connection asOwner() throws SQLException {
        var owned = database();
        return DriverManager.getConnection(owned.jdbcUrl(), owned.ownerUser(), owned.ownerPassword());
    }

    /** Runs statements as the role that owns the tables. */
    public void asOwner(String statements) {
        try (var connection = asOwner();
                var statement = connection.createStatement()) {
            statement.execute(statements);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** A second instance on the same database and broker; the caller closes it. */
    public EmbeddedServer another(Map<String, Object> settings) {
        running();
        return start(settings);
    }

    public RabbitMqExtension rabbit() {
        return RABBIT;
    }

    public AwsExtension aws() {
        return AWS;
    }

    public PostgresExtension postgres() {
        return POSTGRES;
    }

    private static synchronized PostgresExtension.Database database() {
        if (database == null) {
            database = POSTGRES.newDatabase();
        }
        return database;
    }

    /** The name of its message table. */
    public static synchronized String messageTable() {
        if (messageTable == null) {
            messageTable = AWS.newMessageTable();
        }
        return messageTable;
    }

    /** The name of its bucket of photos. */
    public static synchronized String photoBucket() {
        if (photoBucket == null) {
            photoBucket = AWS.newPhotoBucket();
        }
        return photoBucket;
    }

    /** Points the SDK of this JVM to the emulators. */
    public static void useEmulators(AwsExtension aws) {
        aws.environment().forEach((name, value) -> System.setProperty(asSystemProperty(name), value));
    }

    /** As the SDK derives one from the other: {@code AWS_REGION}, {@code aws.region}. */
    private static String asSystemProperty(String variable) {
        return switch (variable) {
            case "AWS_REGION" -> "aws.region";
            case "AWS_ACCESS_KEY_ID" -> "aws.accessKeyId";
            case "AWS_SECRET_ACCESS_KEY" -> "aws.secretAccessKey";
            case "AWS_ENDPOINT_URL_DYNAMODB" -> "aws.endpointUrlDynamoDb";
            case "AWS_ENDPOINT_URL_S3" -> "aws.endpointUrlS3";
            default -> variable;
        };
    }

    private static synchronized EmbeddedServer running() {
        if (server == null) {
            server = start(Map.of());
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        }
        return server;
    }

    private static EmbeddedServer start(Map<String, Object> more) {
        useEmulators(AWS);
        var settings = new HashMap<String, Object>();
        settings.put("micronaut.server.port", -1);
        settings.put("micronaut.server.host", "127.0.0.1");
        settings.put("DATABASE_URL", database().jdbcUrl());
        settings.put("DATABASE_PASSWORD", APP_PASSWORD);
        settings.put("DATABASE_OWNER_USER", database().ownerUser());
        settings.put("DATABASE_OWNER_PASSWORD", database().ownerPassword());
        settings.put("BROKER_ENDPOINT", RABBIT.endpoint().toString());
        settings.put("BROKER_USERNAME", RABBIT.username());
        settings.put("BROKER_PASSWORD", RABBIT.password());
        settings.put("MESSAGE_TABLE", messageTable());
        settings.put("PHOTO_BUCKET", photoBucket());
        settings.put("PHOTO_BUCKET_PATH_STYLE", true);
        settings.put("PUBLIC_BASE_URL", "https://hooks.example.com");
        settings.put("BOOTSTRAP_ADMIN_KEY", ADMIN_KEY);
        settings.put("meterline.broker.ladder", "1s,1s,1s");
        settings.putAll(more);
        return ApplicationContext.run(EmbeddedServer.class, settings);
    }

    /** Returns when the condition holds, within a minute. */
    public static void awaitThat(String what, BooleanSupplier condition) {
        await(what, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    /** What there is as soon as it is there, within a minute. */
    public static <T> T await(String what, Supplier<Optional<T>> condition) {
        var limit = System.nanoTime() + LIMIT_NANOS;
        while (System.nanoTime() < limit) {
            var met = condition.get();
            if (met.isPresent()) {
                return met.get();
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        throw new AssertionError("waited a minute for " + what);
    }
}
