package org.meterline.platform;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * SQL in the current transaction, with a question mark per parameter. Instants, enums, texts, numbers, UUIDs and nulls are
 * passed as they are; a collection becomes an array, for {@code = any (?)}.
 */
@Singleton
public class Sql {

    private final JdbcOperations jdbc;

    /** Makes one thing of one row. */
    @FunctionalInterface
    public interface RowReader<T> {

        T read(ResultSet row) throws SQLException;
    }

    public Sql(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Every row of a query. */
    public <T> List<T> list(String query, RowReader<T> reader, @Nullable Object... parameters) {
        return jdbc.prepareStatement(query, statement -> {
            bind(statement, parameters);
            var all = new ArrayList<T>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    all.add(reader.read(rows));
                }
            }
            return all;
        });
    }

    /** The row of a query that finds one or none. */
    public <T> Optional<T> one(String query, RowReader<T> reader, @Nullable Object... parameters) {
        var all = list(query, reader, parameters);
        if (all.size() > 1) {
            throw new IllegalStateException("expected one row and found " + all.size());
        }
        return all.stream().findFirst();
    }

    /** How many rows a statement inserted, updated or deleted. */
    public int update(String statement, @Nullable Object... parameters) {
        return jdbc.prepareStatement(statement, update -> {
            bind(update, parameters);
            return update.executeUpdate();
        });
    }

    /** The instant in a column, or null. */
    public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var timestamp = row.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }

    /** One value of every row, in the rows' order, for {@code unnest (?)}; some may be null. */
    public static <T> List<@Nullable Object> column(Collection<T> rows, Function<T, @Nullable Object> value) {
        var values = new ArrayList<@Nullable Object>();
        rows.forEach(row -> values.add(value.apply(row)));
        return values;
    }

    private static void bind(PreparedStatement statement, @Nullable Object[] parameters) throws SQLException {
        for (var i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, asSql(statement, parameters[i]));
        }
    }

    private static @Nullable Object asSql(PreparedStatement statement, @Nullable Object value) throws SQLException {
        return switch (value) {
            case null -> null;
            case Instant instant -> Timestamp.from(instant);
            case Enum<?> constant -> constant.name();
            case Collection<?> many -> arrayOf(statement, many);
            default -> value;
        };
    }

    /** Nulls among the values are nulls in the array. */
    private static Object arrayOf(PreparedStatement statement, Collection<?> many) throws SQLException {
        var type = many.stream()
                .filter(Objects::nonNull)
                .findFirst()
                .map(Sql::typeOf)
                .orElse("text");
        var elements = many.stream().map(Sql::asElement).toArray();
        return statement.getConnection().createArrayOf(type, elements);
    }

    /** An instant as text in UTC: the driver would write a timestamp in the machine's own zone. */
    private static @Nullable Object asElement(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Instant instant -> instant.toString();
            case Enum<?> constant -> constant.name();
            default -> value;
        };
    }

    private static String typeOf(Object value) {
        return switch (value) {
            case Long number -> "bigint";
            case Integer number -> "integer";
            case Boolean truth -> "boolean";
            case java.util.UUID id -> "uuid";
            case Instant instant -> "timestamptz";
            default -> "text";
        };
    }
}
