package org.meterline.stack.supervisor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.meterline.stack.process.PidFile;

/**
 * The directory that holds all state of the system on one machine: {@code .meterline} in the checkout, or what
 * {@code METERLINE_HOME} says. It survives restarts; whoever holds its lock runs the system.
 */
public record Home(Path root) {

    /** Holds the state while the system runs; the operating system gives it back when its holder dies, however it dies. */
    public record Lock(FileChannel channel, FileLock lock) implements AutoCloseable {
        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    public Home {
        root = root.toAbsolutePath().normalize();
    }

    /** Takes the state; empty when a running system holds it. */
    public Optional<Lock> lock() {
        try {
            makePrivate(root);
            var channel = FileChannel.open(
                    root.resolve("up.lock"), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
            try {
                var lock = channel.tryLock();
                if (lock != null) {
                    return Optional.of(new Lock(channel, lock));
                }
            } catch (OverlappingFileLockException heldByThisJvm) {
                // no different from a stranger's
            }
            channel.close();
            return Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot use " + root, failure);
        }
    }

    /** Deletes all state but the lock and the class archives. */
    public void clear() {
        try (var entries = Files.list(root)) {
            entries.filter(entry -> !entry.endsWith("up.lock") && !entry.endsWith("archives"))
                    .forEach(Home::delete);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot clear " + root, failure);
        }
    }

    /** The supervisor itself. */
    public PidFile supervisor() {
        return new PidFile(root.resolve("run").resolve("supervisor.pid"));
    }

    public PidFile pidFile(String part) {
        return new PidFile(root.resolve("run").resolve(part + ".pid"));
    }

    public Path log(String part) {
        return logs().resolve(part + ".log");
    }

    /** What the parts say, a file each. */
    public Path logs() {
        return directory("logs");
    }

    public Path engine(String name) {
        return directory("engines").resolve(name);
    }

    public Path archive(String name) {
        return directory("archives").resolve(name + ".jsa");
    }

    public Path file(String name) {
        return root.resolve(name);
    }

    /** Writes a file that only this user may read. */
    public Path writePrivate(String name, String content) {
        var file = root.resolve(name);
        var folder = Objects.requireNonNull(file.getParent());
        try {
            makePrivate(folder);
            var onlyMine = PosixFilePermissions.fromString("rw-------");
            var fresh = Files.createTempFile(folder, "new", "", PosixFilePermissions.asFileAttribute(onlyMine));
            Files.writeString(fresh, content, StandardCharsets.UTF_8);
            return Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write " + file, failure);
        }
    }

    private Path directory(String name) {
        try {
            return makePrivate(root.resolve(name));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot make " + name + " in " + root, failure);
        }
    }

    private static Path makePrivate(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return directory;
        }
        return Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** Deletes a folder with all that is in it. */
    public static void delete(Path tree) {
        try (var files = Files.walk(tree)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot delete " + tree, failure);
        }
    }
}
