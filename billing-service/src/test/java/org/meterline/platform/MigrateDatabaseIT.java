package org.meterline.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.meterline.engines.junit.PostgresExtension;

/** The step before a deployment: nothing of the service runs, and a second run finds nothing to do. */
class MigrateDatabaseIT {

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    @Test
    void an_empty_database_is_brought_to_this_version_and_the_service_can_come_in() throws SQLException {
        var database = postgres.newDatabase();
        var settings = new HashMap<String, Object>(Map.of(
                "DATABASE_URL", database.jdbcUrl(),
                "DATABASE_PASSWORD", "only-for-tests",
                "DATABASE_OWNER_USER", database.ownerUser(),
                "DATABASE_OWNER_PASSWORD", database.ownerPassword()));

        migrate(settings);
        migrate(settings);

        try (var connection = DriverManager.getConnection(database.jdbcUrl(), "meterline_app", "only-for-tests");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from platform.outgoing_event")) {
            rows.next();
            assertThat(rows.getInt(1)).isZero();
        }
    }

    @Test
    void without_the_owners_password_it_says_so() {
        var settings = Map.<String, Object>of(
                "DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/none", "DATABASE_PASSWORD", "only-for-tests");

        assertThatThrownBy(() -> migrate(settings))
                .hasMessageContaining("meterline.database.owner.password is not set");
    }

    private static void migrate(Map<String, Object> settings) {
        try (var context = ApplicationContext.builder().properties(settings).build()) {
            MigrateDatabase.by(context.getEnvironment().start());
        }
    }
}
