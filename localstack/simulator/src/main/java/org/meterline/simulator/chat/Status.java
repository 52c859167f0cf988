package org.meterline.simulator.chat;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What became of a message, in Twilio's words and in the order in which it happens. */
public enum Status {
    RECEIVED,
    ACCEPTED,
    QUEUED,
    SENDING,
    SENT,
    DELIVERED,
    READ,
    UNDELIVERED,
    FAILED,
    CANCELED;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing more will happen, on a channel where people's reading is reported. */
    public boolean isFinal() {
        return this == RECEIVED || compareTo(READ) >= 0;
    }
}
