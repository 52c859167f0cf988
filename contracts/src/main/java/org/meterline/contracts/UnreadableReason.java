package org.meterline.contracts;

/** Why there is no reading in a photo: each is answered with its own advice. */
public enum UnreadableReason {
    BLUR,
    GLARE,
    DARK,
    CUT_OFF,
    TOO_FAR,
    /** Nothing in it looks like a meter's counter. */
    NO_METER,
    /** It shows a screen or a print, and no digits on it are fit to be read. */
    SCREEN,
    /** The file does not decode to a picture. */
    NOT_A_PICTURE
}
