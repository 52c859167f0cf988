package org.meterline.readings;

/** Why a reading is turned down: each is something that the customer can mend, and is told how. */
public enum RefusalCode {
    /** This photo, or this index on this day, is recorded already. Nothing to do; the answer says what is known. */
    ALREADY_RECEIVED,
    /** This photo already waits for a person. Nothing to do. */
    ALREADY_IN_REVIEW,
    /** The digits do not fit the customer's meter: too many or too few. Photograph the whole counter. */
    WRONG_DIGITS,
    /** The reader is guessing. Photograph it again, closer and sharper. */
    TOO_UNSURE,
    /** There is no meter on the customer's account. Ask the utility to register it. */
    NO_METER,
    /** The sender never said which account or meter it belongs to, and it waited long enough. Photograph it again. */
    NOT_CLAIMED,
    /** A typed number that is less than the last reading. Type it again, or send a photo. */
    TYPED_BELOW_PREVIOUS,
    /** A typed number that is more than a later reading. Type it again, or send a photo. */
    TYPED_ABOVE_LATER,
    /** A typed number that is too high to be believed without a photo. */
    TYPED_TOO_HIGH,
    /** A typed number for a meter without any reading to compare with. Send a photo. */
    TYPED_WITHOUT_HISTORY
}
