package org.meterline.simulator.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The folder of sample photos that the page offers. */
public final class Samples {

    private static final Map<String, String> TYPES = Map.of(
            "jpg",
            "image/jpeg",
            "jpeg",
            "image/jpeg",
            "png",
            "image/png",
            "webp",
            "image/webp",
            "heic",
            "image/heic",
            "pdf",
            "application/pdf");
    private static final int SAMPLES_MAX = 200;

    private final @Nullable Path folder;

    public Samples(@Nullable Path folder) {
        this.folder = folder;
    }

    /** A sample. */
    record Sample(String name, String contentType) {}

    List<Sample> all() {
        if (folder == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> typeOf(name) != null)
                    .sorted()
                    .limit(SAMPLES_MAX)
                    .map(name -> new Sample(name, String.valueOf(typeOf(name))))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Optional<Sample> find(String name) {
        return all().stream().filter(sample -> sample.name().equals(name)).findFirst();
    }

    byte[] read(Sample sample) throws IOException {
        return Files.readAllBytes(Objects.requireNonNull(folder).resolve(sample.name()));
    }

    private static @Nullable String typeOf(String name) {
        return TYPES.get(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }
}
