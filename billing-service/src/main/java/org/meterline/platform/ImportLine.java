package org.meterline.platform;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One line of an imported file. What it lacks or says wrongly is thrown as {@link Unusable}, which rejects this line alone.
 *
 * @param number its place in the file; the heading of a CSV file is line 1
 * @param fields what stands in it, by column, stripped; without the empty ones
 */
public record ImportLine(long number, Map<String, String> fields) {

    /** What came of a line. */
    public sealed interface Outcome {

        /** Something new is there. */
        record Created() implements Outcome {}

        /** Something that was there is different now. */
        record Updated() implements Outcome {}

        /** All was as the line says. */
        record Unchanged() implements Outcome {}

        /** Nothing was done; the reason may name columns, never a customer. */
        record Rejected(String reason) implements Outcome {}
    }

    /** The line cannot be used, and why: foreign nonsense, caught where files are imported. */
    public static final class Unusable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public Unusable(String reason) {
            super(reason);
        }
    }

    /** What stands in a column that must be filled. */
    public String required(String column) {
        return optional(column).orElseThrow(() -> new Unusable(column + " is missing"));
    }

    /** What stands in a column, if anything does. */
    public Optional<String> optional(String column) {
        return Optional.ofNullable(fields.get(column));
    }

    /** What a column says, made into something; the reader throws {@link IllegalArgumentException} for nonsense. */
    public <T> T required(String column, String expected, Function<String, T> reader) {
        return read(column, required(column), expected, reader);
    }

    /** Likewise for a column that may be empty. */
    public <T> Optional<T> optional(String column, String expected, Function<String, T> reader) {
        return optional(column).map(text -> read(column, text, expected, reader));
    }

    /** The constant that a column names, in any case. */
    public <E extends Enum<E>> E required(String column, Class<E> type) {
        var names = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        return required(column, "one of " + names, text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)));
    }

    private static <T> T read(String column, String text, String expected, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (RuntimeException nonsense) { // of whatever kind the JDK's parsers throw
            throw new Unusable(column + " is not " + expected);
        }
    }

    @Override
    public String toString() {
        return "ImportLine[" + number + "]"; // the fields are personal
    }
}
