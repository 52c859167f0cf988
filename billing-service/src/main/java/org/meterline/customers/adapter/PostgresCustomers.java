package org.meterline.customers.adapter;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.ContactIdentity;
import org.meterline.contracts.MeterType;
import org.meterline.customers.Account;
import org.meterline.customers.AccountId;
import org.meterline.customers.Contact;
import org.meterline.customers.ContactId;
import org.meterline.customers.CustomerId;
import org.meterline.customers.Customers;
import org.meterline.customers.Meter;
import org.meterline.customers.MeterId;
import org.meterline.platform.Sql;

/** The current tenant's customers in PostgreSQL; whose they are is the policies' business. */
@Singleton
final class PostgresCustomers implements Customers {

    private static final String METER = "select * from customers.meter where ";
    private static final String ACCOUNT = """
            select account.id, customer_id, account.number, name, locale
            from customers.account join customers.customer on customer.id = customer_id
            where account.
            """.strip();

    /** In one question, because every answer to anybody begins with it. */
    private static final String CONTACT = """
            select coalesce(contact.locale, (
                    select min(customer.locale) from customers.contact_account
                    join customers.account on account.id = account_id
                    join customers.customer on customer.id = customer_id
                    where contact_id = contact.id)) as locale,
                array(select type || ':' || value from customers.contact_identity
                    where contact_id = contact.id order by type, value) as identities,
                array(select account_id from customers.contact_account
                    where contact_id = contact.id order by linked_at, account_id) as accounts
            from customers.contact where contact.id = ?
            """;

    /** Row by row, in the order of the names. */
    private static final String LOCK = """
            select pg_advisory_xact_lock(hashtextextended(platform.current_tenant() || name, 0))
            from (select name from unnest(?) as asked (name) order by name collate "C" offset 0) as one_after_the_other
            """;

    private static final String KNOWN = """
            select identity.type, identity.value, contact_id
            from unnest(?, ?) as asked (type, value) join customers.contact_identity identity using (type, value)
            """;

    private final Sql sql;

    PostgresCustomers(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<Contact> find(List<ContactIdentity> identities) {
        var known = contactsKnownAs(List.of(identities));
        return identities.stream()
                .map(known::get)
                .filter(Objects::nonNull)
                .findFirst()
                .map(this::get);
    }

    @Override
    public Contact findOrCreate(List<ContactIdentity> identities) {
        return get(findOrCreateAll(List.of(identities)).getFirst());
    }

    @Override
    public List<ContactId> findOrCreateAll(List<List<ContactIdentity>> people) {
        if (people.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException("nobody is known by no name");
        }
        var known = contactsKnownAs(people);
        var strangers = people.stream()
                .filter(names -> !known.keySet().containsAll(names))
                .toList();
        lock(strangers);
        for (var names : strangers) {
            known.putAll(introduce(names));
        }
        return people.stream().map(names -> firstOf(names, known)).toList();
    }

    private Map<ContactIdentity, ContactId> contactsKnownAs(List<List<ContactIdentity>> people) {
        var names = people.stream().flatMap(List::stream).distinct().toList();
        var known = new HashMap<ContactIdentity, ContactId>();
        sql.list(
                        KNOWN,
                        row -> Map.entry(
                                new ContactIdentity(
                                        ContactIdentity.Type.valueOf(row.getString("type")), row.getString("value")),
                                new ContactId(row.getObject("contact_id", UUID.class))),
                        names.stream().map(ContactIdentity::type).toList(),
                        names.stream().map(ContactIdentity::value).toList())
                .forEach(found -> known.put(found.getKey(), found.getValue()));
        return known;
    }

    /** Under the lock of their names: somebody else may have done it meanwhile. */
    private Map<ContactIdentity, ContactId> introduce(List<ContactIdentity> names) {
        var known = contactsKnownAs(List.of(names));
        var id = known.isEmpty() ? create() : firstOf(names, known);
        for (var name : names) {
            if (known.putIfAbsent(name, id) == null) {
                sql.update(
                        "insert into customers.contact_identity (type, value, contact_id) values (?, ?, ?)",
                        name.type(),
                        name.value(),
                        id.value());
            }
        }
        return known;
    }

    private static ContactId firstOf(List<ContactIdentity> names, Map<ContactIdentity, ContactId> known) {
        return names.stream()
                .map(known::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public Contact get(ContactId id) {
        return sql.one(CONTACT, row -> contact(id, row), id.value())
                .orElseThrow(() -> new IllegalArgumentException("there is no contact " + id));
    }

    @Override
    public List<Meter> metersOf(ContactId contact) {
        return sql.list(
                METER + "account_id in (select account_id from customers.contact_account where contact_id = ?) "
                        + "order by serial",
                PostgresCustomers::meter,
                contact.value());
    }

    @Override
    public List<Meter> metersAt(AccountId account) {
        return sql.list(METER + "account_id = ? order by serial", PostgresCustomers::meter, account.value());
    }

    @Override
    public Optional<Meter> meter(MeterId id) {
        return sql.one(METER + "id = ?", PostgresCustomers::meter, id.value());
    }

    @Override
    public Optional<Meter> lockMeter(MeterId id) {
        return sql.one(METER + "id = ? for update", PostgresCustomers::meter, id.value());
    }

    @Override
    public Optional<Meter> meterWithSerial(String serial) {
        return sql.one(METER + "serial = ?", PostgresCustomers::meter, serial);
    }

    @Override
    public List<Meter> metersWithPlainSerial(String plain) {
        return sql.list(METER + "plain_serial = ? order by serial limit 10", PostgresCustomers::meter, plain);
    }

    @Override
    public Optional<Account> account(AccountId id) {
        return sql.one(ACCOUNT + "id = ?", PostgresCustomers::account, id.value());
    }

    @Override
    public Optional<Account> accountNumbered(String number) {
        return sql.one(ACCOUNT + "number = ?", PostgresCustomers::account, number);
    }

    @Override
    public void link(ContactId contact, AccountId account) {
        sql.update(
                "insert into customers.contact_account (contact_id, account_id) values (?, ?) on conflict do nothing",
                contact.value(),
                account.value());
    }

    @Override
    public void speak(ContactId contact, Locale locale) {
        sql.update("update customers.contact set locale = ? where id = ?", locale.toLanguageTag(), contact.value());
    }

    private ContactId create() {
        var id = new ContactId(UUID.randomUUID());
        sql.update("insert into customers.contact (id) values (?)", id.value());
        return id;
    }

    /** Two first messages of one person must not make two contacts of them. In one order, so that nobody waits in a ring. */
    private void lock(List<List<ContactIdentity>> people) {
        var names = people.stream()
                .flatMap(List::stream)
                .map(identity -> identity.type() + identity.value())
                .distinct()
                .toList();
        if (!names.isEmpty()) {
            sql.list(LOCK, row -> true, names);
        }
    }

    private static Contact contact(ContactId id, ResultSet row) throws SQLException {
        var identities = Arrays.stream((String[]) row.getArray("identities").getArray())
                .map(name -> name.split(":", 2))
                .map(name -> new ContactIdentity(ContactIdentity.Type.valueOf(name[0]), name[1]))
                .toList();
        var accounts = Arrays.stream((UUID[]) row.getArray("accounts").getArray())
                .map(AccountId::new)
                .toList();
        return new Contact(id, identities, accounts, locale(row));
    }

    private static Meter meter(ResultSet row) throws SQLException {
        return new Meter(
                new MeterId(row.getObject("id", UUID.class)),
                new AccountId(row.getObject("account_id", UUID.class)),
                row.getString("serial"),
                MeterType.valueOf(row.getString("kind")),
                row.getInt("digits"),
                row.getInt("decimals"),
                row.getBigDecimal("multiplier"),
                row.getBigDecimal("installed_index"));
    }

    private static Account account(ResultSet row) throws SQLException {
        return new Account(
                new AccountId(row.getObject("id", UUID.class)),
                new CustomerId(row.getObject("customer_id", UUID.class)),
                row.getString("number"),
                row.getString("name"),
                locale(row));
    }

    private static @Nullable Locale locale(ResultSet row) throws SQLException {
        var tag = row.getString("locale");
        return tag == null ? null : Locale.forLanguageTag(tag);
    }
}
