package org.meterline.platform;

/** Who keeps dead letters once they have left the broker. */
public interface DeadLetterKeeper {

    /** Keeps one: returning lets the broker forget it, throwing brings it again later. The same letter may come twice. */
    void keep(DeadLetter letter);
}
