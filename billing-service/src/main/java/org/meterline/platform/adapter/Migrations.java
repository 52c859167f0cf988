package org.meterline.platform.adapter;

import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;

/**
 * Brings the database to this version before anyone can connect to it. Migrations run as the owner of the tables; the service
 * itself runs as a role that owns nothing, and which the first migration makes.
 */
@Singleton
final class Migrations implements BeanCreatedEventListener<DatasourceConfiguration> {

    private static final int CONNECT_RETRIES = 30; // a second apart at first, two minutes at most

    private final DatabaseOwnerSettings owner;

    Migrations(DatabaseOwnerSettings owner) {
        this.owner = owner;
    }

    @Override
    public DatasourceConfiguration onCreated(BeanCreatedEvent<DatasourceConfiguration> event) {
        var database = event.getBean();
        if (owner.password().isBlank()) {
            return database; // somebody else brings it to this version, or there is none
        }
        Flyway.configure()
                .dataSource(database.getUrl(), owner.user(), owner.password())
                .connectRetries(CONNECT_RETRIES)
                .connectRetriesInterval(5)
                .defaultSchema("migrations")
                .locations("classpath:db/migration")
                .validateMigrationNaming(true)
                .load()
                .migrate();
        setPassword(database.getUrl(), database.getUsername(), database.getPassword());
        return database;
    }

    /** At every start, so that a new password takes effect by a restart; not when the service's password works already. */
    private void setPassword(String url, String user, String password) {
        try (var works = DriverManager.getConnection(url, user, password)) {
            works.isValid(1);
        } catch (SQLException notYet) {
            try (var connection = DriverManager.getConnection(url, owner.user(), owner.password());
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
