package org.meterline.review;

import java.util.UUID;

/** The name of one doubt. */
public record DoubtId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
