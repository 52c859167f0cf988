package org.meterline.messaging;

/** What goes first when not everything can go at once. */
public enum Priority {
    /** Somebody waits for it. */
    TRANSACTIONAL,
    /** Nobody does. */
    CAMPAIGN
}
