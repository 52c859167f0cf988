package org.meterline.messaging.adapter;

import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.DeliveryReported;
import org.meterline.contracts.Event;
import org.meterline.contracts.Topology;
import org.meterline.messaging.OutboundId;
import org.meterline.messaging.OutboundStatus;
import org.meterline.messaging.domain.DeliveryStatus;
import org.meterline.platform.BatchListener;
import org.meterline.platform.Inbox;
import org.meterline.platform.Sql;
import org.meterline.platform.TenantId;
import org.meterline.platform.TenantTransactions;
import org.meterline.platform.WorkerTransactions;
import org.meterline.tenants.Tenants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what became of our messages. Every word is kept; the status only goes forward. A word may come before our own note
 * that the message was sent: it is found by our id, which travels in the callback's path. The message table knows no more of it than
 * that we were told.
 */
@Singleton
final class DeliveryReportedConsumer implements BatchListener {

    private static final Logger log = LoggerFactory.getLogger(DeliveryReportedConsumer.class);

    private static final String NAME = "messaging.deliveries";
    private static final String OWNERS = """
            select id, tenant_id, provider_message_id from messaging.outbound
            where id = any (?::uuid[]) or provider_message_id = any (?)
            """;
    private static final String KEEP = """
            insert into messaging.delivery_event (outbound_id, provider_message_id, status, error_code, received_at)
            select outbound_id, provider_message_id, status, error_code, received_at
            from unnest(?, ?, ?, ?, ?)
                with ordinality as said (outbound_id, provider_message_id, status, error_code, received_at, turn)
            order by turn
            """;
    private static final String LOCK = "select * from messaging.outbound where id = any (?) order by id for update";
    private static final String ADVANCE = """
            update messaging.outbound known set status = news.status, unsure = false, updated_at = ?,
                taken_at = coalesce(known.taken_at, ?),
                provider_message_id = coalesce(known.provider_message_id, news.provider_message_id),
                error_code = coalesce(news.error_code, known.error_code)
            from unnest(?, ?, ?, ?) as news (id, status, provider_message_id, error_code)
            where known.id = news.id
            """;
    private final WorkerTransactions workers;
    private final TenantTransactions transactions;
    private final Inbox inbox;
    private final Sql sql;
    private final Tenants tenants;
    private final MendFailure mendFailure;
    private final InstantSource clock;

    DeliveryReportedConsumer(
            WorkerTransactions workers,
            TenantTransactions transactions,
            Inbox inbox,
            Sql sql,
            Tenants tenants,
            MendFailure mendFailure,
            InstantSource clock) {
        this.workers = workers;
        this.transactions = transactions;
        this.inbox = inbox;
        this.sql = sql;
        this.tenants = tenants;
        this.mendFailure = mendFailure;
        this.clock = clock;
    }

    @Override
    public Topology.ConsumerQueue queue() {
        return Topology.BILLING_DELIVERIES;
    }

    @Override
    public void receiveAll(List<Event> events) {
        var reports = events.stream().map(DeliveryReportedConsumer::report).toList();
        var owners = owners(reports);
        var reportsOf = new LinkedHashMap<TenantId, Map<String, DeliveryReported>>();
        for (var report : reports) {
            var owner = owners.get(report.eventId());
            reportsOf
                    .computeIfAbsent(owner == null ? TenantId.NOBODY : owner.tenant, first -> new LinkedHashMap<>())
                    .putIfAbsent(report.eventId(), report);
        }
        reportsOf.forEach((tenant, ofTenant) -> transactions.run(tenant, () -> hear(ofTenant, owners)));
    }

    private static DeliveryReported report(Event event) {
        return switch (event) {
            case DeliveryReported report -> report;
            default -> throw new IllegalArgumentException(event.type() + " does not belong here");
        };
    }

    private void hear(Map<String, DeliveryReported> reports, Map<String, Owner> owners) {
        var news = inbox.firstTime(NAME, reports.keySet());
        var words = new ArrayList<Word>();
        reports.forEach((eventId, report) -> {
            if (news.contains(eventId)) {
                var owner = owners.get(eventId);
                if (owner == null) {
                    log.debug("status {} is of no message of ours", report.messageId());
                } else {
                    words.add(new Word(owner.id, report));
                }
            }
        });
        apply(words);
    }

    /** Whose message each event is about, by the event's id. Only its own account may speak of a message. */
    private Map<String, Owner> owners(List<DeliveryReported> reports) {
        var byId = new HashMap<OutboundId, Owner>();
        var byProviderId = new HashMap<String, Owner>();
        var ids = reports.stream()
                .flatMap(report -> OutboundId.parse(report.outboundId()).stream())
                .map(OutboundId::value)
                .toList();
        var providerIds =
                reports.stream().map(DeliveryReported::providerMessageId).toList();
        workers.call(() -> sql.list(
                OWNERS,
                row -> {
                    var id = new OutboundId(row.getObject("id", UUID.class));
                    var owner = new Owner(id, new TenantId(row.getObject("tenant_id", UUID.class)));
                    byId.put(id, owner);
                    byProviderId.put(row.getString("provider_message_id"), owner);
                    return owner;
                },
                ids,
                providerIds));
        var owners = new HashMap<String, Owner>();
        for (var report : reports) {
            OutboundId.parse(report.outboundId())
                    .map(byId::get)
                    .or(() -> Optional.ofNullable(byProviderId.get(report.providerMessageId())))
                    .filter(owner -> tenants.get(owner.tenant).accountSid().equals(report.accountSid()))
                    .ifPresent(owner -> owners.put(report.eventId(), owner));
        }
        return owners;
    }

    private void apply(List<Word> words) {
        if (words.isEmpty()) {
            return;
        }
        keep(words);
        var rows = new HashMap<OutboundId, OutboundRow>();
        sql.list(
                        LOCK,
                        OutboundRow::read,
                        words.stream().map(word -> word.id.value()).distinct().toList())
                .forEach(row -> rows.put(row.id(), row));
        var advances = new LinkedHashMap<OutboundId, Advance>();
        var failures = new ArrayList<Word>();
        for (var word : words) {
            var before = advances.getOrDefault(
                    word.id,
                    Advance.none(Objects.requireNonNull(rows.get(word.id)).status()));
            var status = DeliveryStatus.after(before.status, word.report.status());
            if (status != before.status) {
                advances.put(word.id, before.to(status, word.report));
                log.debug("message {} is {}", word.id, status);
                if (status == OutboundStatus.FAILED) {
                    failures.add(word);
                }
            }
        }
        advance(advances);
        failures.forEach(word -> mendFailure.mend(Objects.requireNonNull(rows.get(word.id)), word.report.errorCode()));
    }

    private void keep(List<Word> words) {
        sql.update(
                KEEP,
                Sql.column(words, word -> word.id.value()),
                Sql.column(words, word -> word.report.providerMessageId()),
                Sql.column(words, word -> word.report.status()),
                Sql.column(words, word -> word.report.errorCode()),
                Sql.column(words, word -> word.report.receivedAt()));
    }

    private void advance(Map<OutboundId, Advance> advances) {
        if (!advances.isEmpty()) {
            var all = List.copyOf(advances.values());
            var now = clock.instant();
            sql.update(
                    ADVANCE,
                    now,
                    now,
                    advances.keySet().stream().map(OutboundId::value).toList(),
                    Sql.column(all, advance -> advance.status),
                    Sql.column(all, advance -> advance.providerMessageId),
                    Sql.column(all, advance -> advance.errorCode));
        }
    }

    private record Owner(OutboundId id, TenantId tenant) {}

    /** What was said about a message that we know. */
    private record Word(OutboundId id, DeliveryReported report) {}

    /** What becomes of a message's row. */
    private record Advance(
            OutboundStatus status,
            @Nullable String providerMessageId,
            @Nullable String errorCode) {

        static Advance none(OutboundStatus status) {
            return new Advance(status, null, null);
        }

        Advance to(OutboundStatus next, DeliveryReported report) {
            return new Advance(
                    next,
                    providerMessageId == null ? report.providerMessageId() : providerMessageId,
                    report.errorCode() == null ? errorCode : report.errorCode());
        }
    }
}
