package org.meterline.stack.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.meterline.engines.Postgres;

/** A database of a bench, seen by the server's superuser, whom no policy binds. */
final class BenchDatabase {

    /** The role that billing works as. */
    static final String ROLE = "meterline_app";

    private final Postgres postgres;
    private final String name;

    /** Makes it unless it is there. */
    BenchDatabase(Postgres postgres, String name) {
        this.postgres = postgres;
        this.name = name;
        postgres.createDatabase(name);
    }

    String name() {
        return name;
    }

    String url() {
        return postgres.jdbcUrl(name);
    }

    int port() {
        return postgres.port();
    }

    /** The password of {@link #ROLE}. */
    String password() {
        return "only-for-benches";
    }

    void execute(String statements) {
        try (var connection = superuser();
                var statement = connection.createStatement()) {
            statement.execute(statements);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The first column's number of the one row. */
    double number(String query) {
        return list(query, row -> row.getDouble(1)).getFirst();
    }

    <T> List<T> list(String query, RowReader<T> reader) {
        try (var connection = superuser();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var all = new ArrayList<T>();
            while (rows.next()) {
                all.add(reader.read(rows));
            }
            return all;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Makes one thing of one row. */
    @FunctionalInterface
    interface RowReader<T> {

        T read(ResultSet row) throws SQLException;
    }

    Connection superuser() throws SQLException {
        return DriverManager.getConnection(url(), "postgres", "");
    }
}
