package org.meterline.customers;

import java.util.UUID;

/** Who writes in: the id of one contact. */
public record ContactId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
