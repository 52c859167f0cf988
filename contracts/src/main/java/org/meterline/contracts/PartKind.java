package org.meterline.contracts;

/** What one part of a message is. A text message has one part; a message with three photos has three. */
public enum PartKind {
    /** A picture that was stored and will be read; its outcome comes from what the reader says. */
    PHOTO,
    /** A file that is no picture we read (HEIC, PDF, video, audio): stored, not read, answered. */
    UNSUPPORTED_MEDIA,
    /** A file that could not be fetched in time, or at all: the customer is asked to send it again. */
    LOST_MEDIA,
    /** Words. */
    TEXT,
    /** A tap on a button or a list row. */
    REPLY,
    /** A place on the map. */
    LOCATION,
    /** STOP, START or HELP as recognised by the provider. */
    OPT_OUT,
    /** A delivery status of a message of ours. */
    STATUS,
    /** Anything else; kept, and never answered. */
    OTHER
}
