package org.meterline.readings;

import org.jspecify.annotations.Nullable;
import org.meterline.customers.MeterId;

/**
 * Turns a number that a customer typed into a reading: believed only when it fits what was known of the meter before, and marked
 * as typed for good; refused otherwise, with what to do. Nobody reviews it, because there is nothing to look at.
 */
public interface RecordTypedReading {

    /**
     * Judges a typed number. The outcome is also published as {@link PhotoNews}, with the message's id as the photo's, so that
     * one listener answers both; the outcome of the message's part is left to the caller.
     *
     * @param origin where it came from; its photo id is the message's id
     * @param typed the number as it was typed, {@code "1234,5"}
     * @param meter the meter that the customer named; null to find out
     */
    PhotoNews record(PhotoOrigin origin, String typed, @Nullable MeterId meter);
}
