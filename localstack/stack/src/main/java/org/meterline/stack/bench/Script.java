package org.meterline.stack.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.meterline.stack.bench.ServerLog.Statement;

/**
 * The statements of one unit of work, as a script of pgbench: word for word what the service sent, with the number of the unit
 * in place of the one that the captured one had, {@code :n}.
 */
record Script(List<Statement> statements, int batch) {

    private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
    private static final Pattern PLACE = Pattern.compile("\\$(\\d+)");
    private static final Pattern NUMBER = Pattern.compile("0000\\d{8}(?!\\d)");
    private static final Pattern MOMENT = Pattern.compile("\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d.*");
    private static final Pattern JSON = Pattern.compile("\\{\"\\w*\":");
    private static final Pattern VARIABLE = Pattern.compile(":\\w");

    /**
     * The last full one of the units that the service worked on one after the other.
     *
     * @param batch how many events a full one has; it is asked for in arrays of that length
     */
    static Script ofLastFullUnit(List<Statement> all, int batch) {
        for (var length = 2; 2 * length <= all.size(); length++) {
            var last = all.subList(all.size() - length, all.size());
            var before = all.subList(all.size() - 2 * length, all.size() - length);
            if (isWhole(last) && sql(last).equals(sql(before))) {
                return new Script(fullUnit(all, sql(last), batch), batch);
            }
        }
        throw new IllegalStateException("the service's work does not repeat itself: " + sql(all));
    }

    private static List<Statement> fullUnit(List<Statement> all, List<String> sql, int batch) {
        for (var end = all.size(); end >= sql.size(); end -= sql.size()) {
            var unit = all.subList(end - sql.size(), end);
            var isFull = unit.stream()
                    .flatMap(statement -> statement.parameters().stream())
                    .anyMatch(value -> isArray(value) && count(value) == batch);
            if (sql(unit).equals(sql) && (isFull || batch == 1)) {
                return List.copyOf(unit);
            }
        }
        throw new IllegalStateException("the service never had " + batch + " events at once");
    }

    private static boolean isWhole(List<Statement> unit) {
        return unit.getFirst().sql().equalsIgnoreCase("BEGIN")
                && unit.getLast().sql().equalsIgnoreCase("COMMIT");
    }

    private static List<String> sql(List<Statement> statements) {
        return statements.stream().map(Statement::sql).toList();
    }

    /** Each client has numbers of its own: {@code share} units from {@code client_id * share} on. */
    String text() {
        var fresh = new ArrayList<String>();
        return "\\set n 1 + (:client_id * :share + :turn) * " + batch + "\n"
                + "\\set turn :turn + 1\n"
                + statements.stream()
                        .map(statement -> line(statement, fresh) + ";\n")
                        .collect(Collectors.joining());
    }

    private String line(Statement statement, List<String> fresh) {
        return PLACE.matcher(statement.sql())
                .replaceAll(place -> Matcher.quoteReplacement(
                        value(statement.parameters().get(Integer.parseInt(place.group(1)) - 1), fresh)))
                .replaceAll("\\s+", " ");
    }

    /** @param fresh the ids that the service made up, in the order in which they came up */
    private static String value(String value, List<String> fresh) {
        if (value.equals(ServerLog.NULL)) {
            return "null";
        }
        if (isArray(value)) {
            return array(value.substring(1, value.length() - 1));
        }
        var type = type(value);
        if (type.equals("timestamptz")) {
            return "now()";
        }
        var numbered = numbered(value, ":n");
        if (numbered.isPresent()) {
            return "(" + numbered.get() + ")::" + type;
        }
        return type.equals("uuid") && !value.startsWith("00000000-0000-4000") ? made(value, fresh) : quoted(value);
    }

    private static String made(String id, List<String> fresh) {
        if (!fresh.contains(id)) {
            fresh.add(id);
        }
        var another = "00000000-0000-4000-9%03d-%012d".formatted(fresh.indexOf(id), 0);
        return "(" + numbered(another, ":n").orElseThrow() + ")::uuid";
    }

    private static boolean isArray(String value) {
        return value.startsWith("{")
                && value.endsWith("}")
                && !JSON.matcher(value).lookingAt();
    }

    /** An array whose elements differ by their numbers is made anew for the numbers of this batch. */
    private static String array(String elements) {
        var first = first(elements);
        var type = type(first);
        var length = Math.max(1, count(elements));
        if (type.equals("timestamptz")) {
            return "array_fill(now(), array[" + length + "])";
        }
        var numbered = numbered(first, "g");
        if (numbered.isEmpty()) {
            return quoted("{" + elements + "}") + "::" + type + "[]";
        }
        return "array(select (" + numbered.get() + ")::" + type + " from generate_series(:n::int, :n::int + "
                + (length - 1) + ") g)";
    }

    private static String first(String elements) {
        if (!elements.startsWith("\"")) {
            return elements.split(",", 2)[0];
        }
        var end = 1;
        while (elements.charAt(end) != '"' || elements.charAt(end - 1) == '\\') {
            end++;
        }
        return elements.substring(1, end).replace("\\\"", "\"").replace("\\\\", "\\");
    }

    private static int count(String elements) {
        var count = 1;
        var isQuoted = false;
        for (var at = 0; at < elements.length(); at++) {
            var letter = elements.charAt(at);
            if (letter == '"' && elements.charAt(at - (at == 0 ? 0 : 1)) != '\\') {
                isQuoted = !isQuoted;
            } else if (letter == ',' && !isQuoted) {
                count++;
            }
        }
        return count;
    }

    /** The value as an expression of a number; empty when there is no number in it. */
    private static Optional<String> numbered(String value, String number) {
        var around = NUMBER.split(value, -1);
        var digits = " || lpad((" + number + "::int)::text, " + Work.DIGITS + ", '0') || ";
        return around.length == 1
                ? Optional.empty()
                : Optional.of(Stream.of(around).map(Script::quoted).collect(Collectors.joining(digits)));
    }

    private static String type(String value) {
        if (value.matches(UUID)) {
            return "uuid";
        }
        if (MOMENT.matcher(value).matches()) {
            return "timestamptz";
        }
        return value.equals("t") || value.equals("f") ? "boolean" : "text";
    }

    /** As the bench program reads it: a colon before a letter would begin a variable. */
    private static String quoted(String text) {
        var plain = text.replace("'", "''");
        return VARIABLE.matcher(text).find()
                ? "E'" + plain.replace("\\", "\\\\").replace(":", "\\x3a") + "'"
                : "'" + plain + "'";
    }
}
