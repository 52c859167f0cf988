package org.meterline.stack.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A page for people that is a script, too: its {@code sh} blocks are one session of a shell, and the {@code text} block behind one says
 * what it prints, line by line, with … for anything.
 *
 * @param steps its blocks, in the page's order
 */
record TourPage(List<Step> steps) {

    private static final Pattern HEADING = Pattern.compile("## (.+)");
    private static final Pattern FENCE = Pattern.compile("```(\\w*)");
    private static final String MARK = "@@ step ";

    /**
     * One block of commands.
     *
     * @param title the heading that it stands under
     * @param says what it prints; empty when the page does not say
     */
    record Step(String title, String commands, String says) {

        /** Whether it printed what the page says. */
        boolean isTold(String printed) {
            var told = Arrays.stream(says.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
            return says.isEmpty() || Pattern.matches(told, printed);
        }
    }

    static TourPage read(Path file) {
        try {
            return of(Files.readAllLines(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static TourPage of(List<String> lines) {
        var steps = new ArrayList<Step>();
        var title = "";
        var language = "";
        var block = new ArrayList<String>();
        for (var line : lines) {
            var heading = HEADING.matcher(line);
            var fence = FENCE.matcher(line);
            if (!fence.matches()) {
                block.add(line);
                if (language.isEmpty() && heading.matches()) {
                    title = heading.group(1);
                }
                continue;
            }
            var content = String.join("\n", block);
            if (language.equals("sh")) {
                steps.add(new Step(title, content, ""));
            } else if (language.equals("text")) {
                var last = steps.removeLast();
                steps.add(new Step(last.title(), last.commands(), content));
            }
            language = fence.group(1);
            block.clear();
        }
        return new TourPage(List.copyOf(steps));
    }

    /** All of it as one script, which ends at the first command that fails. */
    String script() {
        var script = new StringBuilder("set -euo pipefail\n");
        for (var i = 0; i < steps.size(); i++) {
            script.append("echo '").append(MARK).append(i).append("'\n");
            script.append(steps.get(i).commands()).append('\n');
        }
        return script.toString();
    }

    /** What each step printed, from what the script did; fewer when it ended early. */
    List<String> printed(String output) {
        return Arrays.stream(output.split("(?m)^" + MARK + "\\d+$", -1))
                .skip(1)
                .map(String::strip)
                .toList();
    }
}
