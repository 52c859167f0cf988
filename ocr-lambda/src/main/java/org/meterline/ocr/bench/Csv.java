package org.meterline.ocr.bench;

import java.util.ArrayList;
import java.util.List;

/** Comma-separated values as RFC 4180 has them. */
final class Csv {

    private Csv() {}

    static List<List<String>> parse(String text) {
        var lines = new ArrayList<List<String>>();
        var line = new ArrayList<String>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.length(); i++) {
            var character = text.charAt(i);
            if (quoted) {
                if (character != '"') {
                    field.append(character);
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    field.append('"');
                    i++;
                } else {
                    quoted = false;
                }
                continue;
            }
            switch (character) {
                case '"' -> quoted = true;
                case '\r' -> {}
                case ',' -> end(field, line);
                case '\n' -> {
                    end(field, line);
                    lines.add(List.copyOf(line));
                    line.clear();
                }
                default -> field.append(character);
            }
        }
        if (!line.isEmpty() || !field.isEmpty()) {
            end(field, line);
            lines.add(List.copyOf(line));
        }
        return lines;
    }

    private static void end(StringBuilder field, List<String> line) {
        line.add(field.toString());
        field.setLength(0);
    }
}
