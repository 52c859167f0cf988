package org.meterline.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.meterline.engines.junit.PostgresExtension;
import org.meterline.engines.junit.PostgresExtension.Database;

class PostgresIT {

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    @Test
    void what_is_committed_survives_a_kill() throws SQLException {
        var database = postgres.newDatabase();
        execute(database, "create table kept (word text)", "insert into kept values ('still here')");

        postgres.engine().kill();
        assertThat(postgres.engine().isReady()).isFalse();
        postgres.engine().start();

        assertThat(postgres.engine().isReady()).isTrue();
        assertThat(single(database, "select word from kept")).isEqualTo("still here");
    }

    @Test
    void the_owner_makes_schemas_and_roles_but_is_no_superuser() throws SQLException {
        var database = postgres.newDatabase();

        execute(
                database,
                "create schema billing",
                "create role passing_by login password 'secret'",
                "drop role passing_by",
                "create extension pgcrypto");

        assertThat(single(database, "select rolsuper or rolbypassrls from pg_roles where rolname = current_user"))
                .isEqualTo("f");
    }

    @Test
    void a_wrong_password_stays_outside() {
        var database = postgres.newDatabase();

        assertThatThrownBy(() -> connect(database.jdbcUrl(), database.ownerUser(), "wrong"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void databases_do_not_see_each_other() throws SQLException {
        var one = postgres.newDatabase();
        var other = postgres.newDatabase();
        execute(one, "create table only_here (id int)");

        assertThat(single(other, "select to_regclass('only_here') is null")).isEqualTo("t");
    }

    private static void execute(Database database, String... statements) throws SQLException {
        try (var connection = connect(database.jdbcUrl(), database.ownerUser(), database.ownerPassword());
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String single(Database database, String query) throws SQLException {
        try (var connection = connect(database.jdbcUrl(), database.ownerUser(), database.ownerPassword());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connect(String url, String user, String password) throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }
}
