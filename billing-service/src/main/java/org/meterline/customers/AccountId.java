package org.meterline.customers;

import java.util.UUID;

/** What is billed: the id of one account. */
public record AccountId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
