package org.meterline.ocr;

import java.util.Map;
import org.meterline.contracts.UnreadableReason;

/** Stub. */
final class TesseractDialReader implements DialReader {
    static final String VERSION = "tesseract-5.5.2+1";

    @Override
    public DialReading read(Photo photo) {
        return new DialReading.Unreadable(UnreadableReason.NO_METER, Map.of());
    }

    @Override
    public String version() {
        return VERSION;
    }
}
