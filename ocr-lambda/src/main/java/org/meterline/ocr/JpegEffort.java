package org.meterline.ocr;

/**
 * What a JPEG asks of its decoder, beside pixels: a progressive one is drawn once for each of its scans, and every segment
 * before them costs a search. A file of 68 KB asked for twenty seconds, one of 360 KB for half a minute.
 *
 * @param segments how many there are before the first scan
 * @param scans how many there are
 * @param progressive whether it is held whole, as coefficients and outside the heap, until the last scan
 */
record JpegEffort(int segments, int scans, boolean progressive) {

    static final JpegEffort NONE = new JpegEffort(0, 0, false);

    private static final int SEGMENTS_MAX = 500; // a long profile has 60
    private static final int SCANS_MAX = 32; // encoders write ten, those that try hard twenty
    private static final int START_OF_SCAN = 0xda;
    private static final int END = 0xd9; // what follows is no picture: telephones append films

    static JpegEffort of(byte[] file) {
        var segments = 0;
        var scans = 0;
        var progressive = false;
        var at = 2;
        while (at + 3 < file.length && scans <= SCANS_MAX && segments <= SEGMENTS_MAX) {
            var marker = file[at + 1] & 0xff;
            if ((file[at] & 0xff) != 0xff || isPlain(marker)) {
                at++; // among pixels, or padding
                continue;
            }
            if (marker == END) {
                break;
            }
            scans += marker == START_OF_SCAN ? 1 : 0;
            segments += scans == 0 ? 1 : 0;
            progressive |= marker == 0xc2 || marker == 0xca;
            at += 2 + ((file[at + 2] & 0xff) << 8 | file[at + 3] & 0xff);
        }
        return new JpegEffort(segments, scans, progressive);
    }

    boolean isReasonable() {
        return segments <= SEGMENTS_MAX && scans <= SCANS_MAX;
    }

    /** An escaped 0xff among the pixels, a restart, padding, or another beginning: no length follows. */
    private static boolean isPlain(int marker) {
        return marker <= 0x01 || marker == 0xff || marker >= 0xd0 && marker <= 0xd8;
    }
}
