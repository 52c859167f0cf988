package org.meterline.readings;

import java.util.UUID;

/** The name of one reading. */
public record ReadingId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
