package org.meterline.customers;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.meterline.contracts.ContactIdentity;

/** The current tenant's customers, with their accounts, meters and contacts. Every call is inside a tenant transaction. */
public interface Customers {

    /** The contact that one of these names belongs to. */
    Optional<Contact> find(List<ContactIdentity> identities);

    /** The contact that one of these names belongs to, or a new one; names that are new are added to it. */
    Contact findOrCreate(List<ContactIdentity> identities);

    /**
     * The same for many people at once, without what else is known about them; people who share a name are one contact.
     *
     * @return a contact for each of them, in their order
     */
    List<ContactId> findOrCreateAll(List<List<ContactIdentity>> people);

    Contact get(ContactId id);

    /** The meters of all accounts that a contact is linked to, by serial number. */
    List<Meter> metersOf(ContactId contact);

    /** The meters of an account, by serial number. */
    List<Meter> metersAt(AccountId account);

    Optional<Meter> meter(MeterId id);

    /** The meter, locked until the transaction ends: whoever judges its readings goes alone. */
    Optional<Meter> lockMeter(MeterId id);

    Optional<Meter> meterWithSerial(String serial);

    /**
     * The meters whose serial number has these letters and digits, whatever stands between them; hardly ever more than one.
     *
     * @param plain capitals and digits only
     */
    List<Meter> metersWithPlainSerial(String plain);

    Optional<Account> account(AccountId id);

    Optional<Account> accountNumbered(String number);

    /** Lets a contact speak for an account. Doing it again changes nothing. */
    void link(ContactId contact, AccountId account);

    /** Remembers the language that a contact chose. */
    void speak(ContactId contact, Locale locale);
}
