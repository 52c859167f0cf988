package org.meterline.ocr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.UnreadableReason;

/**
 * The reader alone, on the command line: {@code PHOTO... [--json] [--explain OUT.png]}. With {@code --json} one object per
 * line with {@code file, status (READ|UNREADABLE), reading, confidence, turning, digits[], box, quality, millis}. With {@code
 * --explain} a picture per photo: {@code OUT.png}, {@code OUT-2.png} …
 */
public final class ReadCommand {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final DialReader reader;
    private final PrintStream out;

    ReadCommand(DialReader reader, PrintStream out) {
        this.reader = reader;
        this.out = out;
    }

    /** Exit code 0 when every file could be opened, 2 when not, whatever was read in them. */
    public static void main(String[] arguments) {
        System.setProperty("meterline.log.stream", "System.err");
        System.setProperty("METERLINE_LOGS", "text");
        System.setProperty("meterline.log.level", "WARN");
        System.setProperty("java.awt.headless", "true");
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        int exitCode;
        try (var reader = DialReaders.open()) {
            exitCode = new ReadCommand(reader, out).run(List.of(arguments));
        }
        System.exit(exitCode);
    }

    int run(List<String> arguments) {
        var asked = Asked.parse(arguments);
        if (asked.isEmpty()) {
            System.err.println("usage: read PHOTO... [--json] [--explain OUT.png]");
            return 2;
        }
        var exitCode = 0;
        var number = 0;
        for (var file : asked.get().files()) {
            number++;
            try {
                var began = System.nanoTime();
                var photo = SafeDecode.decode(Files.readAllBytes(Path.of(file)));
                DialReading reading = photo.isPresent()
                        ? reader.read(photo.get())
                        : new DialReading.Unreadable(UnreadableReason.NOT_A_PICTURE, Map.of());
                var answer = answer(file, reading, (System.nanoTime() - began) / 1_000_000);
                out.println(asked.get().json() ? JSON.writeValueAsString(answer) : row(answer));
                if (asked.get().explanation() != null && photo.isPresent()) {
                    explain(file, photo.get(), reading, numbered(asked.get().explanation(), number));
                }
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException(impossible);
            } catch (IOException failure) {
                System.err.println(file + ": cannot be opened, or its explanation cannot be written");
                exitCode = 2;
            }
        }
        return exitCode;
    }

    /** What a command line asks for. */
    private record Asked(
            List<String> files, boolean json, @Nullable Path explanation) {

        /** Empty for a command line that means nothing. */
        static Optional<Asked> parse(List<String> arguments) {
            var files = new ArrayList<String>();
            var json = false;
            Path explanation = null;
            for (var rest = arguments.iterator(); rest.hasNext(); ) {
                var argument = rest.next();
                if (argument.equals("--json")) {
                    json = true;
                } else if (argument.equals("--explain") && rest.hasNext()) {
                    explanation = Path.of(rest.next());
                } else if (argument.startsWith("-")) {
                    return Optional.empty();
                } else {
                    files.add(argument);
                }
            }
            return files.isEmpty() ? Optional.empty() : Optional.of(new Asked(files, json, explanation));
        }
    }

    private static void explain(String file, Photo photo, DialReading reading, Path to) throws IOException {
        try (var picture = Files.newOutputStream(to)) {
            ImageIO.write(ExplainImage.of(Path.of(file).getFileName().toString(), photo, reading), "png", picture);
        }
        System.err.println(file + ": explained in " + to);
    }

    /** The name as it was given for the first photo, with a number before its end for those that follow. */
    private static Path numbered(Path name, int number) {
        if (number == 1) {
            return name;
        }
        var text = name.getFileName().toString();
        var end = text.lastIndexOf('.') < 0 ? text.length() : text.lastIndexOf('.');
        return name.resolveSibling(text.substring(0, end) + "-" + number + text.substring(end));
    }

    private Map<String, Object> answer(String file, DialReading reading, long millis) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("file", file);
        switch (reading) {
            case DialReading.Read read -> {
                var best = read.best();
                answer.put("status", "READ");
                answer.put("reading", best.dial());
                answer.put("confidence", best.confidence());
                answer.put("turning", best.unitTurns());
                answer.put("digits", best.digits());
                answer.put("candidates", read.candidates());
                answer.put("box", corners(read.box()));
                answer.put("serial", read.serial());
                answer.put("meterType", read.meterType());
                answer.put("findings", read.findings());
            }
            case DialReading.Unreadable unreadable -> {
                answer.put("status", "UNREADABLE");
                answer.put("reason", unreadable.reason());
                answer.put("reading", null);
                answer.put("confidence", BigDecimal.ZERO);
                answer.put("turning", false);
                answer.put("digits", List.of());
                answer.put("box", null);
            }
        }
        answer.put("quality", reading.measures());
        answer.put("readerVersion", reader.version());
        answer.put("millis", millis);
        return answer;
    }

    private static List<List<Integer>> corners(Box box) {
        var corners = new ArrayList<List<Integer>>();
        box.corners().forEach(corner -> corners.add(List.of(corner.x(), corner.y())));
        return corners;
    }

    private static String row(Map<String, Object> answer) {
        var said = answer.get("reading") == null
                ? "UNREADABLE " + answer.get("reason")
                : String.format(Locale.ROOT, "%-12s confidence %s", answer.get("reading"), answer.get("confidence"));
        return String.format(Locale.ROOT, "%-40s %-36s %5s ms", answer.get("file"), said, answer.get("millis"));
    }
}
