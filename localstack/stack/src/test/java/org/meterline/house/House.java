package org.meterline.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** The checkout, as the tests about the whole house walk through it. */
final class House {

    private House() {}

    /** The top of the checkout. */
    static Path root() {
        return Path.of(Objects.requireNonNull(
                System.getProperty("meterline.root"), "run this by Maven, which says where the checkout is"));
    }

    /** The files that are part of the project: nothing built, nothing hidden. */
    static List<Path> files(Predicate<Path> wanted) {
        try (var all = Files.walk(root())) {
            return all.filter(Files::isRegularFile)
                    .filter(path -> !isBuiltOrHidden(root().relativize(path)))
                    .filter(wanted)
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean isBuiltOrHidden(Path path) {
        for (var part : path) {
            var name = part.toString();
            if (name.equals("target") || name.equals("node_modules") || name.startsWith(".")) {
                return true;
            }
        }
        return false;
    }
}
