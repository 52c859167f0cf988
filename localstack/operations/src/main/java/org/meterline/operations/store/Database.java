package org.meterline.operations.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.meterline.operations.deployment.Login;
import org.meterline.operations.deployment.OutOfReach;

/** A connection that only reads, and reads results of any size in pieces. */
public final class Database implements AutoCloseable {

    private static final int ROWS_AT_ONCE = 2_000;
    private static final String LIMITS = "-c statement_timeout=120000 -c default_transaction_read_only=on";

    /** What is done with one row. */
    @FunctionalInterface
    public interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private final Connection connection;

    private Database(Connection connection) {
        this.connection = connection;
    }

    /** The database as the auditor, who may read every tenant's rows and change nothing. */
    public static Database asAuditor(Login owner) {
        var database = as(owner);
        try {
            database.run("set role meterline_auditor");
            return database;
        } catch (OutOfReach failure) {
            database.close();
            throw failure;
        }
    }

    /** The database as somebody. */
    public static Database as(Login login) {
        var properties = new Properties();
        properties.setProperty("user", login.user());
        properties.setProperty("password", login.password());
        properties.setProperty("ApplicationName", "meterline operations");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "150");
        properties.setProperty("options", LIMITS);
        try {
            var connection = DriverManager.getConnection(login.url(), properties);
            connection.setAutoCommit(false); // else the driver reads a result as a whole
            return new Database(connection);
        } catch (SQLException failure) {
            throw outOfReach(failure);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException gone) {
            throw outOfReach(gone);
        }
    }

    /** Shows every row of a result to a reader. Parameters are texts, numbers, times and null. */
    public void forEach(String query, RowReader reader, @Nullable Object... parameters) {
        try (var select = prepared(query, parameters);
                var rows = select.executeQuery()) {
            while (rows.next()) {
                reader.read(rows);
            }
        } catch (SQLException failure) {
            throw outOfReach(failure);
        }
    }

    /** The first number of the first row. */
    public long number(String query, @Nullable Object... parameters) {
        try (var select = prepared(query, parameters);
                var rows = select.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        } catch (SQLException failure) {
            throw outOfReach(failure);
        }
    }

    /** A statement of the session, such as {@code set}. */
    void run(String statement) {
        try (var running = connection.createStatement()) {
            running.execute(statement);
        } catch (SQLException failure) {
            throw outOfReach(failure);
        }
    }

    private PreparedStatement prepared(String query, @Nullable Object... parameters) throws SQLException {
        var statement = connection.prepareStatement(query);
        statement.setFetchSize(ROWS_AT_ONCE);
        for (var i = 0; i < parameters.length; i++) {
            var parameter = parameters[i];
            statement.setObject(i + 1, parameter instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : parameter);
        }
        return statement;
    }

    /** The state and not the server's words: those may quote a row. */
    private static OutOfReach outOfReach(SQLException failure) {
        return new OutOfReach("the database cannot be read: SQL state " + failure.getSQLState(), failure);
    }
}
