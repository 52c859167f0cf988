package org.meterline.engines;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL 17 from Maven Central, unpacked once per user. Its databases belong to {@code meterline_owner}, who may create
 * roles and schemas and is no superuser: migrations run as that role, and make the roles that own nothing.
 *
 * <p>It survives the death of any process; to be quick, it does not wait for the disk ({@code fsync} is off).
 */
public final class Postgres implements Engine {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final int CONNECTIONS_MAX = 200;
    private static final String OWNER = "meterline_owner";
    private static final String SUPERUSER = "postgres";
    private static final Pattern DATABASE_NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    /** Only the superuser comes in without a password: everybody else proves it, as in production. */
    private static final String ACCESS = """
            local all postgres trust
            host  all postgres 127.0.0.1/32 trust
            host  all postgres ::1/128 trust
            host  all all 127.0.0.1/32 scram-sha-256
            host  all all ::1/128 scram-sha-256
            """;

    private final StateDirectory state;
    private @Nullable EmbeddedPostgres server;

    private Postgres(Path stateDir) {
        state = new StateDirectory(stateDir);
    }

    public static Postgres in(Path stateDir) {
        return new Postgres(stateDir);
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public synchronized void start() {
        if (server != null && postmaster().isPresent()) {
            return;
        }
        state.claim();
        closeServer();
        endOrphan();
        boolean first = !Files.exists(data().resolve("postgresql.conf"));
        var binaries = Cache.directory("postgres");
        Cache.exclusively(binaries, () -> {
            deleteHalfUnpacked(binaries);
            server = launch(binaries);
        });
        if (first) {
            setUpAccess();
        }
    }

    @Override
    public Optional<ProcessHandle> process() {
        return postmaster();
    }

    @Override
    public boolean isReady() {
        if (server == null) {
            return false;
        }
        try (var connection = superuser("postgres")) {
            return connection.isValid(1);
        } catch (SQLException notNow) {
            return false;
        }
    }

    @Override
    public synchronized void kill() {
        postmaster().ifPresent(Processes::killTree);
    }

    @Override
    public synchronized void erase() {
        state.claim();
        closeServer();
        endOrphan();
        state.clear();
    }

    @Override
    public synchronized void close() {
        closeServer();
        state.release();
    }

    public int port() {
        return started().getPort();
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
    }

    /** The role that owns every database made here: it may log in and create roles. */
    public String ownerUser() {
        return OWNER;
    }

    public String ownerPassword() {
        return state.remembered("owner.password", () -> UUID.randomUUID().toString());
    }

    /** Makes the database unless it is there, and returns its JDBC URL. */
    public String createDatabase(String name) {
        if (!DATABASE_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a database name: " + name);
        }
        try (var connection = superuser("postgres");
                var statement = connection.createStatement()) {
            if (!exists(statement, "select from pg_database where datname = '" + name + "'")) {
                statement.execute("create database " + name + " owner " + OWNER);
            }
        } catch (SQLException failure) {
            throw new EngineException("PostgreSQL did not create the database " + name, failure);
        }
        return jdbcUrl(name);
    }

    /** Also after a kill: the library holds a lock until then. */
    private void closeServer() {
        try {
            if (server != null) {
                server.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("PostgreSQL did not stop", failure);
        } finally {
            server = null;
        }
    }

    private void endOrphan() {
        postmaster().ifPresent(orphan -> Processes.stopTree(orphan, STOP_LIMIT));
    }

    private EmbeddedPostgres launch(Path binaries) {
        var log = ProcessBuilder.Redirect.appendTo(state.resolve("postgres.log").toFile());
        try {
            return EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(binaries.toFile())
                    .setDataDirectory(data())
                    .setCleanDataDirectory(false)
                    .setPort(state.rememberedPort("port"))
                    .setPGStartupWait(START_LIMIT)
                    // sorts the same on every machine
                    .setLocaleConfig("locale-provider", "builtin")
                    .setLocaleConfig("builtin-locale", "C.UTF-8")
                    .setLocaleConfig("locale", "C")
                    .setServerConfig("listen_addresses", "localhost")
                    .setServerConfig("max_connections", Integer.toString(CONNECTIONS_MAX))
                    .setServerConfig("synchronous_commit", "on") // what is committed outlives a kill
                    .setOutputRedirector(log)
                    .setErrorRedirector(log)
                    .start();
        } catch (IOException | RuntimeException failure) {
            throw new EngineException("PostgreSQL did not start; see " + state.resolve("postgres.log"), failure);
        }
    }

    private void setUpAccess() {
        try (var connection = superuser("postgres");
                var statement = connection.createStatement()) {
            if (!exists(statement, "select from pg_roles where rolname = '" + OWNER + "'")) {
                statement.execute(
                        "create role " + OWNER + " login createrole nosuperuser password '" + ownerPassword() + "'");
            }
            Files.writeString(data().resolve("pg_hba.conf"), ACCESS);
            statement.execute("select pg_reload_conf()");
        } catch (SQLException failure) {
            throw new EngineException("PostgreSQL refused its first set-up", failure);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write pg_hba.conf", failure);
        }
    }

    /** The server process that the data directory names, if it lives. */
    private Optional<ProcessHandle> postmaster() {
        try (var lines = Files.lines(data().resolve("postmaster.pid"))) {
            return lines.findFirst()
                    .map(String::strip)
                    .map(Long::valueOf)
                    .flatMap(ProcessHandle::of)
                    .filter(ProcessHandle::isAlive)
                    // the file may be old and its number belong to somebody else by now
                    .filter(process -> process.info().command().orElse("").endsWith("/postgres"));
        } catch (IOException notRunning) {
            return Optional.empty();
        }
    }

    private Connection superuser(String database) throws SQLException {
        return started().getDatabase(SUPERUSER, database).getConnection();
    }

    private EmbeddedPostgres started() {
        var running = server;
        if (running == null) {
            throw new IllegalStateException("PostgreSQL has not been started");
        }
        return running;
    }

    /** Inside the state, one level down: the library clears old data directories that lie beside its own. */
    private Path data() {
        return state.resolve("data");
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (var rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    /** What an interrupted unpacking left behind would be taken for whole. */
    private static void deleteHalfUnpacked(Path binaries) {
        try (var versions = Files.newDirectoryStream(binaries, "PG-*")) {
            for (var version : versions) {
                if (!Files.exists(version.resolve(".exists"))) {
                    Cache.delete(version);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + binaries, failure);
        }
    }
}
