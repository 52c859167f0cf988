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
    /** The file does not decode to a picture. */
    NOT_A_PICTURE
}
