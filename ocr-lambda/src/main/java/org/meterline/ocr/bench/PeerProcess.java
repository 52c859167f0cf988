package org.meterline.ocr.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Another reader that runs as one process: it says its name in a first line, then hears a path per line and answers each with
 * one line of JSON: {@code reading, confidence, turning, status, cpuMillis}, all of them optional.
 */
final class PeerProcess implements Contender {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PACKAGED = "packaged_ocr.py";

    private final Process process;
    private final BufferedReader from;
    private final BufferedWriter to;
    private final String name;

    private PeerProcess(Process process, BufferedReader from, String name) {
        this.process = process;
        this.from = from;
        this.to = process.outputWriter();
        this.name = name;
    }

    /** A command of the shell's. Empty when it ends without saying its name. */
    static Optional<Contender> command(String command) {
        return started(List.of("sh", "-c", command));
    }

    /** PP-OCR as PyPI has it, {@code rapidocr} or {@code rapidocr_onnxruntime}; empty where python3 does not know them. */
    static Optional<Contender> packagedOcr() {
        try (var script = Objects.requireNonNull(PeerProcess.class.getResourceAsStream(PACKAGED), PACKAGED)) {
            return started(List.of("python3", "-c", new String(script.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Answer photo(Path file) throws IOException {
        to.write(file.toAbsolutePath() + "\n");
        to.flush();
        var line = from.readLine();
        if (line == null) {
            throw new IOException(name + " has ended");
        }
        var said = JSON.readTree(line);
        var cpuMillis = said.path("cpuMillis").asDouble(Answer.UNKNOWN);
        var reading = said.path("reading").asText("");
        return reading.isEmpty() || reading.equals("null")
                ? Answer.none(null, cpuMillis)
                : new Answer(
                        !said.path("status").asText("READ").equals("UNREADABLE"),
                        reading,
                        said.path("confidence").asDouble(0),
                        said.path("turning").asBoolean(false),
                        null,
                        cpuMillis);
    }

    @Override
    public void close() {
        process.destroy();
    }

    private static Optional<Contender> started(List<String> command) {
        try {
            var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().put("OMP_NUM_THREADS", "1");
            var process = builder.start();
            var from = process.inputReader();
            var name = from.readLine();
            if (name == null) {
                process.destroy();
                return Optional.empty();
            }
            return Optional.of(new PeerProcess(process, from, name));
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }
}
