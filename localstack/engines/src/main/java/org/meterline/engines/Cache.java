package org.meterline.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.concurrent.locks.ReentrantLock;

/** The user's cache of what is unpacked or downloaded once: {@code $XDG_CACHE_HOME/meterline} or {@code ~/.cache/meterline}. */
final class Cache {

    private static final ReentrantLock THIS_JVM = new ReentrantLock(); // a file lock only keeps other JVMs out

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
        THIS_JVM.lock();
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
            THIS_JVM.unlock();
        }
    }

    static void delete(Path tree) {
        if (!Files.exists(tree)) {
            return;
        }
        try (var paths = Files.walk(tree)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot delete " + tree, failure);
        }
    }
}
