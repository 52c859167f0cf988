package org.meterline.ocr;

import java.nio.file.Path;
import org.meterline.ocr.reader.Models;

/** The readers there are. */
final class DialReaders {

    /** A folder with models to try instead of those that ship, for who trains them. */
    private static final String FOLDER = "meterline.reader.models";

    private DialReaders() {}

    /** The trained reader. Whoever opens it closes it. */
    static DialReader open() {
        return new TrainedDialReader(models());
    }

    /** What {@link #open} gives, by its version alone. */
    static String version() {
        return TrainedDialReader.version(models());
    }

    /** How much of what {@link #open} gives was learned: its networks and their calibration. */
    static long modelBytes() {
        var models = models();
        return (long) models.localiser().length + models.recogniser().length + models.calibration().length;
    }

    private static Models models() {
        var folder = System.getProperty(FOLDER);
        return folder == null ? Models.shipped() : Models.in(Path.of(folder));
    }
}
