package org.meterline.ocr.bench;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** A reader that takes part. */
public interface Contender extends AutoCloseable {

    String name();

    Answer photo(Path file) throws IOException;

    /** The same for a picture that shows nothing but a counter; empty when it cannot read such. */
    default Optional<Answer> cutOut(Path file) throws IOException {
        return Optional.of(photo(file));
    }

    /** A photo with what it saw in it marked; empty from one that does not tell. */
    default Optional<BufferedImage> picture(Path file) throws IOException {
        return Optional.empty();
    }

    /** What it has learned, in bytes; empty from one that does not tell. */
    default OptionalLong learnedBytes() {
        return OptionalLong.empty();
    }

    @Override
    default void close() {}
}
