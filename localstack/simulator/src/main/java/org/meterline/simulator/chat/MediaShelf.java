package org.meterline.simulator.chat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;

/** The files that customers sent, each under its media id; the oldest go when there are more than {@link #FILES_MAX}. */
public final class MediaShelf {

    public static final int FILES_MAX = 2_000;

    private final Path folder;
    private final int filesMax;
    private final SequencedSet<String> oldestFirst = new LinkedHashSet<>();

    private MediaShelf(Path folder, int filesMax) {
        this.folder = folder;
        this.filesMax = filesMax;
    }

    /** Opens the shelf in a folder, or begins one there. */
    public static MediaShelf in(Path folder) {
        return in(folder, FILES_MAX);
    }

    static MediaShelf in(Path folder, int filesMax) {
        var shelf = new MediaShelf(folder, filesMax);
        try {
            Files.createDirectories(folder);
            try (var files = Files.list(folder)) {
                files.sorted(Comparator.comparingLong(file -> file.toFile().lastModified()))
                        .map(file -> file.getFileName().toString())
                        .filter(name -> Sid.MEDIA.matcher(name).matches())
                        .forEach(shelf.oldestFirst::add);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return shelf;
    }

    /** Keeps a file and names it. */
    public synchronized Message.Media put(String contentType, byte[] bytes) {
        var sid = Sid.fresh("ME");
        try {
            Files.write(folder.resolve(sid), bytes);
            oldestFirst.add(sid);
            while (oldestFirst.size() > filesMax) {
                Files.deleteIfExists(folder.resolve(oldestFirst.removeFirst()));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new Message.Media(sid, contentType, bytes.length);
    }

    /** A file's bytes; empty when it was deleted or its turn came. */
    public synchronized Optional<byte[]> find(String sid) {
        if (!oldestFirst.contains(sid)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readAllBytes(folder.resolve(sid)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public synchronized boolean has(String sid) {
        return oldestFirst.contains(sid);
    }

    public synchronized boolean delete(String sid) {
        if (!oldestFirst.remove(sid)) {
            return false;
        }
        try {
            return Files.deleteIfExists(folder.resolve(sid));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
