package org.meterline.ocr.print;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import net.sourceforge.tess4j.ITessAPI.TessBaseAPI;
import net.sourceforge.tess4j.ITessAPI.TessOcrEngineMode;
import net.sourceforge.tess4j.ITessAPI.TessPageIteratorLevel;
import net.sourceforge.tess4j.ITessAPI.TessPageSegMode;
import net.sourceforge.tess4j.TessAPI;

/**
 * Tesseract, initialised once and kept: tess4j's own {@code doOCR} initialises anew at each call, which takes longer than the
 * reading. One thread at a time.
 */
final class Tesseract implements AutoCloseable {

    private static final String DIGITS = "0123456789";
    private static final int RESOLUTION_DPI = 150; // stops it from guessing

    private final TessAPI api;
    private final TessBaseAPI handle;

    /** A character with the place it was seen at. */
    record Symbol(char character, double confidence, int left, int right) {}

    private Tesseract(TessAPI api, TessBaseAPI handle) {
        this.api = api;
        this.handle = handle;
    }

    static Tesseract open() {
        var natives = TesseractNatives.unpack();
        var api = natives.load();
        var handle = api.TessBaseAPICreate();
        var failed = api.TessBaseAPIInit2(
                handle, natives.dataDirectory().toString(), "eng", TessOcrEngineMode.OEM_LSTM_ONLY);
        if (failed != 0) {
            throw new IllegalStateException("Tesseract did not start: " + failed);
        }
        // lines come dark on light: a doubtful one is not read once more, light on dark
        api.TessBaseAPISetVariable(handle, "invert_threshold", "0");
        return new Tesseract(api, handle);
    }

    /** The digits of one line of dark print on light ground, from left to right. */
    synchronized List<Symbol> digitsOf(GreyImage line) {
        return read(line, DIGITS);
    }

    @Override
    public synchronized void close() {
        api.TessBaseAPIDelete(handle);
    }

    private List<Symbol> read(GreyImage line, String allowed) {
        api.TessBaseAPISetVariable(handle, "tessedit_char_whitelist", allowed);
        api.TessBaseAPISetPageSegMode(handle, TessPageSegMode.PSM_SINGLE_LINE);
        var bytes = ByteBuffer.allocateDirect(line.width() * line.height());
        for (var value : line.pixels()) {
            bytes.put((byte) value);
        }
        bytes.flip();
        api.TessBaseAPISetImage(handle, bytes, line.width(), line.height(), 1, line.width());
        api.TessBaseAPISetSourceResolution(handle, RESOLUTION_DPI);
        try {
            return api.TessBaseAPIRecognize(handle, null) == 0 ? symbols() : List.of();
        } finally {
            api.TessBaseAPIClear(handle);
        }
    }

    private List<Symbol> symbols() {
        var symbols = new ArrayList<Symbol>();
        var iterator = api.TessBaseAPIGetIterator(handle);
        if (iterator == null) {
            return symbols;
        }
        var page = api.TessResultIteratorGetPageIterator(iterator);
        var level = TessPageIteratorLevel.RIL_SYMBOL;
        do {
            Pointer text = api.TessResultIteratorGetUTF8Text(iterator, level);
            if (text == null) {
                continue;
            }
            var seen = text.getString(0);
            api.TessDeleteText(text);
            var left = IntBuffer.allocate(1);
            var right = IntBuffer.allocate(1);
            api.TessPageIteratorBoundingBox(page, level, left, IntBuffer.allocate(1), right, IntBuffer.allocate(1));
            if (seen.length() == 1 && !seen.isBlank()) {
                var confidence = api.TessResultIteratorConfidence(iterator, level) / 100.0;
                symbols.add(new Symbol(seen.charAt(0), confidence, left.get(0), right.get(0)));
            }
        } while (api.TessResultIteratorNext(iterator, level) != 0);
        api.TessResultIteratorDelete(iterator);
        return symbols;
    }
}
