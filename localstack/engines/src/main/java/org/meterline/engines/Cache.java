package org.meterline.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** The user's cache of what is unpacked or downloaded once: {@code $XDG_CACHE_HOME/meterline} or {@code ~/.cache/meterline}. */
final class Cache {

    /** One per directory: a file lock keeps other JVMs out, not other threads. */
    private static final Map<Path, ReentrantLock> THIS_JVM = new ConcurrentHashMap<>();

    private Cache() {}

    static Path directory(String name) {
        var configured = System.getenv("XDG_CACHE_HOME");
        var home = configured == null || configured.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(configured);
        return home.toAbsolutePath().resolve("meterline").resolve(name);
    }

    /** Does the work while no other thread or process works on the directory. */
    static void exclusively(Path directory, Runnable work) {
        var thisJvm = THIS_JVM.computeIfAbsent(directory, unknown -> new ReentrantLock());
        thisJvm.lock();
        try {
            Files.createDirectories(directory);
            try (var file = FileChannel.open(
                            directory.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var lock = file.lock()) {
                assert lock.isValid();
                work.run();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot use the cache " + directory, failure);
        } finally {
            thisJvm.unlock();
        }
    }

    static void delete(Path tree) {
        if (!Files.exists(tree)) {
            return;
        }
        try (var paths = Files.walk(tree)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot delete " + tree, failure);
        }
    }
}
