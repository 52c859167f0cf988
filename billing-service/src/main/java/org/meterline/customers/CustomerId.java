package org.meterline.customers;

import java.util.UUID;

/** Who is served: the id of one customer. */
public record CustomerId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
