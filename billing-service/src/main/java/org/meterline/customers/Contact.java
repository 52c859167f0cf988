package org.meterline.customers;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.ContactIdentity;

/**
 * Someone who writes in. Known by one or several names, and linked to the accounts that they may speak for.
 *
 * @param identities every name it is known by
 * @param accounts the accounts it is linked to; empty for one who has not said who they are
 * @param locale the language it chose or its customer's; null when neither is known
 */
public record Contact(
        ContactId id,
        List<ContactIdentity> identities,
        List<AccountId> accounts,
        @Nullable Locale locale) {

    @Override
    public String toString() {
        return "Contact[" + id + "]"; // names are personal
    }
}
