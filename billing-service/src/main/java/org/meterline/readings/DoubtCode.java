package org.meterline.readings;

/**
 * Why a photo's reading waits for a person: the photo is there to be looked at, and the customer has nothing to do. Listed by
 * weight: when several apply, the first is the doubt's code and the others are in its evidence.
 */
public enum DoubtCode {
    /** The very same picture was sent for another period, or by somebody with another meter. */
    SAME_PHOTO,
    /** A picture that is nearly the same was sent for another period, or by somebody with another meter. */
    NEARLY_SAME_PHOTO,
    /** The photo shows a screen or a print, not a meter. */
    SCREEN,
    /** The serial number in the photo is not that of the customer's meter; perhaps it is that of another. */
    OTHER_SERIAL,
    /** The photo shows a meter of another kind than the customer's. */
    OTHER_KIND,
    /** Less than the last validated reading, and not because the register began again at zero. */
    BELOW_PREVIOUS,
    /** More than a validated reading that was taken later; photos may arrive late. */
    ABOVE_LATER,
    /** More consumption than is usual for this meter, or than is believed of any meter of its kind. */
    TOO_HIGH,
    /** The reader is less sure than the utility asks for. */
    LOW_CONFIDENCE
}
