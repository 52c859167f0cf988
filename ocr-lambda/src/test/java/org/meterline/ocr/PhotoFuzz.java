package org.meterline.ocr;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * A fuzz target: whatever bytes come as a photo, they become a picture of a bearable size or nothing, and nothing is thrown. An
 * input that takes long, or more memory than the process has, is a finding, too. {@code -Dfuzz.seconds=600} makes the run at the
 * end of {@code verify} a long one.
 */
public final class PhotoFuzz {

    private static final int SIDE_PX_MAX = 1_600;
    private static final Path SEEDS = Path.of(System.getProperty("meterline.fuzz.seeds", "src/test/fuzz"));

    private PhotoFuzz() {}

    /** What the fuzzer calls first: one of each kind, so that loading classes counts for no input's time. */
    public static void fuzzerInitialize() {
        ((Logger) LoggerFactory.getLogger("org.meterline")).setLevel(Level.WARN); // nearly every input is no picture
        try (var seeds = Files.newDirectoryStream(SEEDS)) {
            for (var seed : seeds) {
                var photo = SafeDecode.decode(Files.readAllBytes(seed));
                holds(
                        photo.isPresent() != seed.endsWith("endless.webp"),
                        seed + " is a picture or, the endless one, none");
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What the fuzzer calls with every input. */
    public static void fuzzerTestOneInput(byte[] file) {
        SafeDecode.decode(file).ifPresent(photo -> {
            var pixels = photo.pixels();
            holds(pixels.getWidth() <= SIDE_PX_MAX && pixels.getHeight() <= SIDE_PX_MAX, "its working size");
            holds(photo.widthPx() >= pixels.getWidth() && photo.heightPx() >= pixels.getHeight(), "its own size");
            holds(photo.scale() >= 1, "its scale");
        });
    }

    private static void holds(boolean condition, String what) {
        if (!condition) {
            throw new AssertionError("broken: " + what);
        }
    }
}
