package org.meterline.customers;

import java.util.UUID;

/** What is read: the id of one meter. */
public record MeterId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
