package org.meterline.operations.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.meterline.operations.deployment.OutOfReach;

/** What the processes of a deployment wrote to files, line by line. */
public final class LogFiles {

    private static final int LINE_MAX = 1 << 16; // what is longer is read in pieces

    private final List<Path> roots;

    public LogFiles(List<Path> roots) {
        this.roots = roots;
    }

    /** What is done with a line. */
    @FunctionalInterface
    public interface LineReader {
        /** @param number from 1 */
        void read(Path file, long number, String line);
    }

    /** Shows every line of every log to a reader. */
    public void forEach(LineReader reader) {
        for (var root : roots) {
            try (var files = Files.walk(root)) {
                for (var file : files.filter(LogFiles::isLog).sorted().toList()) {
                    read(file, reader);
                }
            } catch (IOException failure) {
                throw new OutOfReach("the logs in " + root + " cannot be read", failure);
            }
        }
    }

    private static boolean isLog(Path file) {
        return Files.isRegularFile(file) && file.getFileName().toString().matches(".*\\.log(\\.\\d+)?");
    }

    private static void read(Path file, LineReader reader) throws IOException {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        try (var text = new BufferedReader(new InputStreamReader(Files.newInputStream(file), decoder))) {
            var line = new StringBuilder();
            var number = 1L;
            for (var read = text.read(); read >= 0; read = text.read()) {
                if (read != '\n') {
                    line.append((char) read);
                }
                if (read == '\n' || line.length() == LINE_MAX) {
                    reader.read(file, number, line.toString());
                    line.setLength(0);
                    number += read == '\n' ? 1 : 0;
                }
            }
            if (!line.isEmpty()) {
                reader.read(file, number, line.toString());
            }
        }
    }
}
