package org.meterline.stack.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What PostgreSQL wrote down of the statements that it was sent, when it was told to log them all. */
final class ServerLog {

    private static final Pattern ENTRY = Pattern.compile("\\S+ \\S+ \\S+ \\[\\d+] (\\w+):  (.*)", Pattern.DOTALL);
    private static final Pattern EXECUTED = Pattern.compile("(?:execute [^:]*|statement): (.*)", Pattern.DOTALL);
    private static final Pattern PARAMETERS = Pattern.compile("[Pp]arameters: (.*)", Pattern.DOTALL);
    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+) = (NULL|'((?:[^']++|'')*+)')");

    private ServerLog() {}

    /** A statement with numbered parameters, and what their values were; null for null. */
    record Statement(String sql, List<String> parameters) {}

    /** The statements in order, from a place in the file on. */
    static List<Statement> statements(Path log, long from) {
        var statements = new ArrayList<Statement>();
        for (var entry : entries(log, from)) {
            var parts = ENTRY.matcher(entry);
            if (!parts.matches()) {
                continue;
            }
            var executed = EXECUTED.matcher(parts.group(2));
            var parameters = PARAMETERS.matcher(parts.group(2));
            if (parts.group(1).equals("LOG") && executed.matches()) {
                statements.add(new Statement(executed.group(1).strip(), List.of()));
            } else if (parts.group(1).equals("DETAIL") && parameters.matches()) {
                var last = statements.removeLast();
                statements.add(new Statement(last.sql(), values(parameters.group(1))));
            }
        }
        return statements;
    }

    /** Lines that begin with a tab go on with the entry before. */
    private static List<String> entries(Path log, long from) {
        var entries = new ArrayList<String>();
        for (var line : text(log, from).split("\n", -1)) {
            if (line.startsWith("\t") && !entries.isEmpty()) {
                entries.add(entries.removeLast() + "\n" + line.substring(1));
            } else {
                entries.add(line);
            }
        }
        return entries;
    }

    private static String text(Path log, long from) {
        try (var file = Files.newByteChannel(log)) {
            var rest = file.position(from).size() - from;
            var bytes = ByteBuffer.allocate((int) rest);
            while (bytes.hasRemaining() && file.read(bytes) >= 0) {
                // until all of it is read
            }
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<String> values(String list) {
        var byNumber = new TreeMap<Integer, String>();
        var parameter = PARAMETER.matcher(list);
        while (parameter.find()) {
            var text = parameter.group(3);
            byNumber.put(Integer.valueOf(parameter.group(1)), text == null ? NULL : text.replace("''", "'"));
        }
        return List.copyOf(byNumber.values());
    }

    /** How a null is written among the parameters. */
    static final String NULL = "\0";
}
