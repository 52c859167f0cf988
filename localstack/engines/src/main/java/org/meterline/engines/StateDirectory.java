package org.meterline.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The directory that holds an engine's state, owned by one JVM at a time. The operating system gives the lock back when its
 * owner dies, however it dies: who holds it knows that processes noted here are orphans.
 */
final class StateDirectory {

    private static final String LOCK = ".lock";

    private final Path root;
    private @Nullable FileChannel lockFile;

    StateDirectory(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /** Makes this JVM the owner, until {@link #release()}. */
    synchronized void claim() {
        if (lockFile != null) {
            return;
        }
        try {
            Files.createDirectories(root);
            Files.setPosixFilePermissions(
                    root, PosixFilePermissions.fromString("rwx------")); // there are passwords in it
            var channel = FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lockOf(channel) == null) {
                channel.close();
                throw new EngineException(root + " is in use by another running Meterline; stop that one first");
            }
            lockFile = channel;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot use " + root, failure);
        }
    }

    synchronized void release() {
        if (lockFile != null) {
            try {
                lockFile.close();
            } catch (IOException failure) {
                throw new UncheckedIOException("cannot release " + root, failure);
            } finally {
                lockFile = null;
            }
        }
    }

    /** Deletes everything but the claim. */
    void clear() {
        try (var entries = Files.list(root)) {
            entries.filter(entry -> !entry.endsWith(LOCK)).forEach(Cache::delete);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot clear " + root, failure);
        }
    }

    Path resolve(String name) {
        return root.resolve(name);
    }

    Path directory(String name) {
        try {
            return Files.createDirectories(root.resolve(name));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot make a directory in " + root, failure);
        }
    }

    /** The value kept under a key, made on first use: a port, a password. */
    synchronized String remembered(String key, Supplier<String> first) {
        var known = settings();
        var value = known.getProperty(key);
        if (value == null) {
            value = first.get();
            remember(key, value);
        }
        return value;
    }

    /** The port kept under a key, or another one when somebody else took it meanwhile. */
    synchronized int rememberedPort(String key) {
        int port = Integer.parseInt(remembered(key, () -> Integer.toString(Ports.free())));
        if (!Ports.take(port)) {
            port = Ports.free();
            remember(key, Integer.toString(port));
        }
        return port;
    }

    private void remember(String key, String value) {
        var known = settings();
        known.setProperty(key, value);
        try {
            Files.createDirectories(root);
            try (var writer = Files.newBufferedWriter(settingsFile())) {
                known.store(writer, null);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write " + settingsFile(), failure);
        }
    }

    private Properties settings() {
        var known = new Properties();
        if (Files.exists(settingsFile())) {
            try (var reader = Files.newBufferedReader(settingsFile())) {
                known.load(reader);
            } catch (IOException failure) {
                throw new UncheckedIOException("cannot read " + settingsFile(), failure);
            }
        }
        return known;
    }

    private Path settingsFile() {
        return root.resolve("engine.properties");
    }

    private static @Nullable FileLock lockOf(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldInThisJvm) {
            return null;
        }
    }
}
