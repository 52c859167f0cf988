package org.meterline.ocr.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The {@code tesseract} that is installed on this machine, one process per photo, digits only, on one thread. */
final class TesseractProcess implements Contender {

    private static final int SPARSE_TEXT = 11;
    private static final int SINGLE_LINE = 7;
    private static final int TSV_HEIGHT = 9;
    private static final int TSV_CONFIDENCE = 10;
    private static final int TSV_TEXT = 11;
    private static final int TICKS_PER_SECOND = 100; // what Linux counts in, whatever the kernel does
    private static final int CHILDREN_TICKS = 13; // of /proc/self/stat, counted after the name: user, then system
    private static final long SECONDS_MAX = 120;

    private final String version;

    private TesseractProcess(String version) {
        this.version = version;
    }

    /** Empty where it is not installed. */
    static Optional<Contender> installed() {
        try {
            var process = new ProcessBuilder("tesseract", "--version")
                    .redirectErrorStream(true)
                    .start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0
                    ? Optional.of(new TesseractProcess(
                            said.lines().findFirst().orElse("tesseract").strip()))
                    : Optional.empty();
        } catch (IOException notThere) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public String name() {
        return version;
    }

    @Override
    public Answer photo(Path file) throws IOException {
        return read(file, SPARSE_TEXT);
    }

    @Override
    public Optional<Answer> cutOut(Path file) throws IOException {
        return Optional.of(read(file, SINGLE_LINE));
    }

    private static Answer read(Path file, int pageSegmentation) throws IOException {
        var before = childrenMillis();
        var builder = new ProcessBuilder(
                "tesseract",
                file.toString(),
                "stdout",
                "--psm",
                Integer.toString(pageSegmentation),
                "-c",
                "tessedit_char_whitelist=0123456789",
                "tsv");
        builder.environment().put("OMP_THREAD_LIMIT", "1");
        var process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        var table = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return DigitTokens.answer(tokens(table), before < 0 ? Answer.UNKNOWN : childrenMillis() - before);
    }

    static List<DigitTokens.Token> tokens(String table) {
        var tokens = new ArrayList<DigitTokens.Token>();
        table.lines().skip(1).forEach(line -> {
            var fields = line.split("\t", -1);
            if (fields.length > TSV_TEXT && !fields[TSV_TEXT].isBlank()) {
                tokens.add(new DigitTokens.Token(
                        fields[TSV_TEXT].strip(),
                        Double.parseDouble(fields[TSV_HEIGHT]),
                        Math.clamp(Double.parseDouble(fields[TSV_CONFIDENCE]) / 100, 0, 1)));
            }
        });
        return tokens;
    }

    /** The processor's time of every child that has ended; negative where Linux does not tell. */
    private static double childrenMillis() {
        try {
            var stat = Files.readString(Path.of("/proc/self/stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            var ticks = Long.parseLong(fields[CHILDREN_TICKS]) + Long.parseLong(fields[CHILDREN_TICKS + 1]);
            return ticks * 1000.0 / TICKS_PER_SECOND;
        } catch (IOException notLinux) {
            return Answer.UNKNOWN;
        }
    }
}
