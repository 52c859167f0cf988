package org.meterline.platform;

import io.micronaut.core.value.PropertyResolver;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the database to this version. It runs as the owner of the tables, and gives the role that the service works as, which the first
 * migration makes and which owns nothing, its password. By itself it is the step before a deployment: {@code migrate} as the process's
 * only argument.
 */
public final class MigrateDatabase {

    private static final Logger log = LoggerFactory.getLogger(MigrateDatabase.class);

    private static final int CONNECT_RETRIES = 30; // a second apart at first, two minutes at most

    private final String url;
    private final String ownerUser;
    private final String ownerPassword;

    public MigrateDatabase(String url, String ownerUser, String ownerPassword) {
        this.url = url;
        this.ownerUser = ownerUser;
        this.ownerPassword = ownerPassword;
    }

    /** Does it with the service's settings, and nothing else of the service. */
    public static void by(PropertyResolver settings) {
        new MigrateDatabase(
                        text(settings, "datasources.default.url"),
                        text(settings, "meterline.database.owner.user"),
                        text(settings, "meterline.database.owner.password"))
                .migrate(
                        text(settings, "datasources.default.username"), text(settings, "datasources.default.password"));
        log.info("the database is at this version");
    }

    private static String text(PropertyResolver settings, String name) {
        var value = settings.getRequiredProperty(name, String.class);
        if (value.isBlank()) {
            throw new IllegalStateException(name + " is not set");
        }
        return value;
    }

    /** Migrates, and lets the service's role in with its password. */
    public void migrate(String user, String password) {
        Flyway.configure()
                .dataSource(url, ownerUser, ownerPassword)
                .connectRetries(CONNECT_RETRIES)
                .connectRetriesInterval(5)
                .defaultSchema("migrations")
                .locations("classpath:db/migration")
                .validateMigrationNaming(true)
                .load()
                .migrate();
        setPassword(user, password);
    }

    /** At every start, so that a new password takes effect by a restart; not when the service's password works already. */
    private void setPassword(String user, String password) {
        try (var works = DriverManager.getConnection(url, user, password)) {
            works.isValid(1);
        } catch (SQLException notYet) {
            try (var connection = DriverManager.getConnection(url, ownerUser, ownerPassword);
                    var quote = connection.prepareStatement("select format('alter role %I password %L', ?, ?)");
                    var alter = connection.createStatement()) {
                quote.setString(1, user);
                quote.setString(2, password);
                try (var quoted = quote.executeQuery()) {
                    quoted.next();
                    alter.execute(quoted.getString(1));
                }
            } catch (SQLException failure) {
                throw new IllegalStateException("the owner could not set the password of " + user, failure);
            }
        }
    }
}
