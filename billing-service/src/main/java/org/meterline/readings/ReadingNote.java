package org.meterline.readings;

/** Something about an accepted reading that is worth knowing later. */
public enum ReadingNote {
    /** There was nothing to compare it with. */
    FIRST,
    /** The register passed its end and began again at zero. */
    ROLLOVER,
    /** Nothing was consumed since the reading before. */
    ZERO_CONSUMPTION,
    /** A wheel before the point stood between two digits; it counts as the lower one. */
    TURNING,
    /** Not the reader's first choice, but the candidate that this meter can show. */
    RERANKED
}
