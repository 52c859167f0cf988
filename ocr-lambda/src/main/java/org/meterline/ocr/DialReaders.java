package org.meterline.ocr;

import java.nio.file.Path;
import java.util.Optional;
import org.meterline.ocr.reader.Models;

/** The readers there are. */
final class DialReaders {

    /** A folder with models to try instead of those that ship, for who trains them. */
    private static final String FOLDER = "meterline.reader.models";

    private DialReaders() {}

    /** The trained reader when its models are there, and otherwise the one that needs none. Whoever opens it closes it. */
    static DialReader open() {
        return models().<DialReader>map(TrainedDialReader::new).orElseGet(TesseractDialReader::new);
    }

    /** What {@link #open} gives, by its version alone. */
    static String version() {
        return models().map(TrainedDialReader::version).orElse(TesseractDialReader.VERSION);
    }

    private static Optional<Models> models() {
        return Optional.ofNullable(System.getProperty(FOLDER))
                .map(folder -> Models.in(Path.of(folder)))
                .or(Models::shipped);
    }
}
