package org.meterline.messaging.adapter;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.meterline.contracts.Channel;
import org.meterline.contracts.ContactIdentity;
import org.meterline.messaging.Address;
import org.meterline.messaging.Recipients;
import org.meterline.platform.Sql;

/** What is known of recipients, in PostgreSQL. */
@Singleton
final class PostgresRecipients implements Recipients {

    private static final String WROTE = """
            insert into messaging.recipient as known (channel, address, last_inbound_at)
            select channel, address, max(at) from unnest(?, ?, ?) as wrote (channel, address, at)
            group by channel, address order by channel, address
            on conflict (tenant_id, channel, address) do update
                set last_inbound_at = greatest(known.last_inbound_at, excluded.last_inbound_at)
            """;
    private static final String SUPPRESS = """
            insert into messaging.suppression (address, reason, since) values (?, 'STOPPED', ?) on conflict do nothing
            """;
    private static final String PROVE = """
            insert into messaging.consent (address, contact_id, channel, given, wording, message_id, said_at)
            values (?, ?, ?, ?, ?, ?, ?) on conflict on constraint said_in_one_message do nothing
            """;

    private final Sql sql;

    PostgresRecipients(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void wrote(Channel channel, List<ContactIdentity> names, Instant at) {
        wrote(List.of(new Writing(channel, names, at)));
    }

    /** In one order, so that two who write down the same people do not wait for each other. */
    @Override
    public void wrote(Collection<Writing> writings) {
        var addressed = writings.stream()
                .filter(writing -> Address.of(writing.names()).isPresent())
                .toList();
        if (!addressed.isEmpty()) {
            sql.update(
                    WROTE,
                    addressed.stream().map(Writing::channel).toList(),
                    addressed.stream()
                            .map(writing ->
                                    Address.of(writing.names()).orElseThrow().value())
                            .toList(),
                    addressed.stream().map(Writing::at).toList());
        }
    }

    @Override
    public boolean isSuppressed(Address address) {
        return sql.one("select 1 from messaging.suppression where address = ?", row -> true, address.value())
                .isPresent();
    }

    @Override
    public void consented(Consent consent) {
        var address = consent.address().value();
        sql.update(
                PROVE,
                address,
                consent.contact(),
                consent.channel(),
                consent.given(),
                consent.wording(),
                consent.messageId(),
                consent.at());
        if (consent.given()) {
            sql.update("delete from messaging.suppression where address = ?", address);
        } else {
            sql.update(SUPPRESS, address, consent.at());
        }
    }
}
