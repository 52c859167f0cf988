package org.meterline.customers.adapter;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.meterline.contracts.ContactIdentity;
import org.meterline.customers.AccountId;
import org.meterline.customers.Customers;
import org.meterline.platform.ImportLine;
import org.meterline.platform.ImportLine.Outcome;
import org.meterline.platform.PhoneNumber;
import org.meterline.platform.Sql;
import org.meterline.platform.TenantId;
import org.meterline.platform.TenantTransactions;
import org.meterline.tenants.Tenants;

/**
 * Takes in customers, one account a line: {@code account_number, name}, and optionally {@code customer_number} (when one
 * customer has several accounts; else it is the account's), {@code locale, phone, whatsapp_id}. Several telephone numbers are
 * parted by semicolons. Numbers that the line does not name any more stay linked: who may speak for an account is taken away by
 * staff, not by a file.
 */
@Singleton
class CustomerImport {

    private static final Pattern BETWEEN_NUMBERS = Pattern.compile("\\s*;\\s*");

    private final Customers customers;
    private final Tenants tenants;
    private final TenantTransactions transactions;
    private final Sql sql;

    CustomerImport(Customers customers, Tenants tenants, TenantTransactions transactions, Sql sql) {
        this.customers = customers;
        this.tenants = tenants;
        this.transactions = transactions;
        this.sql = sql;
    }

    Outcome take(TenantId tenant, ImportLine line) {
        var account = line.required("account_number");
        var customer = line.optional("customer_number").orElse(account);
        var name = line.required("name");
        var locale = line.optional("locale", "a language tag like zu-ZA", CustomerImport::languageTag);
        var identities = identities(line, tenants.get(tenant).locale());
        return transactions.in(tenant, () -> {
            var isNew = customers.accountNumbered(account).isEmpty();
            var changes = keepCustomer(customer, name, locale) + keepAccount(account, customer);
            var id = customers.accountNumbered(account).orElseThrow().id();
            for (var identity : identities) {
                changes += link(identity, id);
            }
            return isNew ? new Outcome.Created() : changes > 0 ? new Outcome.Updated() : new Outcome.Unchanged();
        });
    }

    private int keepCustomer(String number, String name, Optional<String> locale) {
        return sql.update("""
                insert into customers.customer as known (id, number, name, locale) values (?, ?, ?, ?)
                on conflict (tenant_id, number) do update set name = excluded.name, locale = excluded.locale
                where (known.name, known.locale) is distinct from (excluded.name, excluded.locale)
                """, UUID.randomUUID(), number, name, locale.orElse(null));
    }

    private int keepAccount(String number, String customer) {
        return sql.update("""
                insert into customers.account as known (id, number, customer_id)
                values (?, ?, (select id from customers.customer where number = ?))
                on conflict (tenant_id, number) do update set customer_id = excluded.customer_id
                where known.customer_id <> excluded.customer_id
                """, UUID.randomUUID(), number, customer);
    }

    private int link(ContactIdentity identity, AccountId account) {
        var contact = customers.findOrCreate(List.of(identity));
        if (contact.accounts().contains(account)) {
            return 0;
        }
        customers.link(contact.id(), account);
        return 1;
    }

    private static List<ContactIdentity> identities(ImportLine line, Locale home) {
        var identities = new ArrayList<ContactIdentity>();
        line.optional(
                        "phone",
                        "a telephone number",
                        phones -> BETWEEN_NUMBERS
                                .splitAsStream(phones)
                                .map(phone -> PhoneNumber.parse(phone, home).e164())
                                .toList())
                .ifPresent(phones -> phones.forEach(
                        phone -> identities.add(new ContactIdentity(ContactIdentity.Type.PHONE, phone))));
        line.optional("whatsapp_id", "digits", CustomerImport::digits)
                .ifPresent(id -> identities.add(new ContactIdentity(ContactIdentity.Type.WHATSAPP_ID, id)));
        return identities;
    }

    private static String digits(String text) {
        if (!text.matches("[1-9]\\d{6,14}")) {
            throw new IllegalArgumentException("not digits");
        }
        return text;
    }

    private static String languageTag(String tag) {
        return new Locale.Builder().setLanguageTag(tag).build().toLanguageTag();
    }
}
