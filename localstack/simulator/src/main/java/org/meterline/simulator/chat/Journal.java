package org.meterline.simulator.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.meterline.simulator.http.Json;

/** A file of JSON lines; a later line about the same thing replaces the earlier. It survives a kill, not a power cut. */
final class Journal implements AutoCloseable {

    private final Path file;
    private BufferedWriter writer;
    private long lines;

    private Journal(Path file) throws IOException {
        this.file = file;
        this.writer = Files.newBufferedWriter(file, UTF_8, CREATE, APPEND);
    }

    static Journal in(Path folder, String name) {
        try {
            Files.createDirectories(folder);
            return new Journal(folder.resolve(name));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** All lines in order. A last line that was cut off by a kill is left out. */
    <T> List<T> read(Class<T> type) {
        var found = new ArrayList<T>();
        try (var reader = Files.newBufferedReader(file, UTF_8)) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                try {
                    found.add(Json.MAPPER.readValue(line, type));
                } catch (IOException cutOff) {
                    continue; // never shown: it would show what people said
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return found;
    }

    long lines() {
        return lines;
    }

    void append(Object value) {
        try {
            writer.write(Json.write(value));
            writer.newLine();
            writer.flush();
            lines++;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Replaces the whole file, at once. */
    void rewrite(Collection<?> values) {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (var out = Files.newBufferedWriter(fresh, UTF_8)) {
                for (var value : values) {
                    out.write(Json.write(value));
                    out.newLine();
                }
            }
            writer.close();
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            writer = Files.newBufferedWriter(file, UTF_8, CREATE, APPEND);
            lines = values.size();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
