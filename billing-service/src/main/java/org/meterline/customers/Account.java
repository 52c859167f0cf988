package org.meterline.customers;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is billed: one customer's supply at one place.
 *
 * @param number what stands on the bill and customers know it by
 * @param name the customer's name
 * @param locale the customer's language; null for the tenant's
 */
public record Account(
        AccountId id,
        CustomerId customer,
        String number,
        String name,
        @Nullable Locale locale) {

    @Override
    public String toString() {
        return "Account[" + id + "]"; // names are personal
    }
}
