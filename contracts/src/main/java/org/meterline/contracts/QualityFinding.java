package org.meterline.contracts;

/** Something about a photo that makes it hard to read or to believe. */
public enum QualityFinding {
    BLUR,
    GLARE,
    DARK,
    CUT_OFF,
    TOO_FAR,
    /** It shows a screen or a print, not a meter. */
    SCREEN
}
