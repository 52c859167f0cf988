package org.meterline.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A file that remembers a process by its number and its start, so that a number used again by somebody else's process is not
 * taken for it.
 */
public record PidFile(Path file) {

    private static final long TOLERANCE_MILLIS = 2_000; // a start is counted from the machine's, on a clock that drifts

    /** Notes a process that runs. */
    public void write(ProcessHandle process) {
        var start = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, process.pid() + " " + start + "\n");
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write " + file, failure);
        }
    }

    /** The process, if it still runs. */
    public Optional<ProcessHandle> process() {
        try {
            var words = Files.readString(file).strip().split(" ", 2);
            var start = Long.parseLong(words[1]);
            return ProcessHandle.of(Long.parseLong(words[0]))
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> process.info()
                            .startInstant()
                            .map(Instant::toEpochMilli)
                            .map(its -> Math.abs(its - start) < TOLERANCE_MILLIS)
                            .orElse(start == 0));
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException noted) {
            return Optional.empty(); // nothing usable is noted
        }
    }

    /** Forgets it. */
    public void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot delete " + file, failure);
        }
    }
}
