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
import org.meterline.contracts.Candidate;
import org.meterline.contracts.UnreadableReason;

/**
 * The reader alone, on the command line: {@code PHOTO... [--json]}. With {@code --json} one object per line with {@code file,
 * status (READ|UNREADABLE), reading, confidence, turning, digits[], box, quality, millis}.
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
        System.setProperty("meterline.log.level", "WARN");
        System.setProperty("java.awt.headless", "true");
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        int exitCode;
        try (var reader = new TesseractDialReader()) {
            exitCode = new ReadCommand(reader, out).run(List.of(arguments));
        }
        System.exit(exitCode);
    }

    int run(List<String> arguments) {
        var json = arguments.contains("--json");
        var files = arguments.stream()
                .filter(argument -> !argument.equals("--json"))
                .toList();
        if (files.isEmpty() || files.stream().anyMatch(file -> file.startsWith("-"))) {
            System.err.println("usage: read PHOTO... [--json]");
            return 2;
        }
        var exitCode = 0;
        for (var file : files) {
            try {
                var answer = answer(file, Files.readAllBytes(Path.of(file)));
                out.println(json ? JSON.writeValueAsString(answer) : row(answer));
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException(impossible);
            } catch (IOException unreadable) {
                System.err.println(file + ": cannot be opened");
                exitCode = 2;
            }
        }
        return exitCode;
    }

    private Map<String, Object> answer(String file, byte[] bytes) {
        var began = System.nanoTime();
        var photo = SafeDecode.decode(bytes);
        DialReading reading = photo.isPresent()
                ? reader.read(photo.get())
                : new DialReading.Unreadable(UnreadableReason.NOT_A_PICTURE, Map.of());
        var millis = (System.nanoTime() - began) / 1_000_000;
        var answer = new LinkedHashMap<String, Object>();
        answer.put("file", file);
        switch (reading) {
            case DialReading.Read read -> {
                var best = read.best();
                answer.put("status", "READ");
                answer.put("reading", best.dial());
                answer.put("confidence", best.confidence());
                answer.put("turning", best.digits().stream().anyMatch(Candidate.Digit::turning));
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
