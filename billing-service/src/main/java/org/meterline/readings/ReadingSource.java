package org.meterline.readings;

/** Where a reading comes from. */
public enum ReadingSource {
    /** The customer's photo, believed as it was read. */
    PHOTO,
    /** The customer's photo, as a person of the utility read it. */
    REVIEW,
    /** A number the customer typed. Believed only when it fits what was known before, and marked as typed for good. */
    TYPED,
    /** An opening reading from the utility's own books. */
    IMPORT
}
