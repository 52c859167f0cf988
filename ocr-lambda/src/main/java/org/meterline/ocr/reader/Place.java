package org.meterline.ocr.reader;

/**
 * A place where a counter may be, the way up in which it reads better.
 *
 * @param box how sure the localiser is of it, 0 to 1
 * @param first how it reads at first sight
 */
record Place(Quad quad, double box, Look first) {

    static Place of(FoundBox found, Look upright) {
        return new Place(found.quad(), found.score(), upright);
    }

    static Place of(FoundBox found, Look upright, Look turned) {
        return upright.worth() >= turned.worth()
                ? of(found, upright)
                : new Place(found.quad().turned(), found.score(), turned);
    }

    /** How much it looks like a counter that was found and can be read. */
    double rank() {
        return Math.sqrt(box) * first.worth();
    }
}
