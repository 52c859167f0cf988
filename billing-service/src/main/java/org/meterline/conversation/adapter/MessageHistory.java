package org.meterline.conversation.adapter;

import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.Channel;
import org.meterline.contracts.PartKind;
import org.meterline.conversation.adapter.InboundRows.Said;
import org.meterline.messaging.OutboundId;
import org.meterline.messaging.SentMessages;
import org.meterline.messaging.SentMessages.SentMessage;
import org.meterline.platform.MessageText;
import org.meterline.platform.MessageTexts;
import org.meterline.platform.TenantId;
import org.meterline.platform.TenantTransactions;

/** Both sides of the talk in one list, the latest first. */
@Singleton
class MessageHistory {

    private final TenantTransactions transactions;
    private final InboundRows inbound;
    private final SentMessages sent;
    private final MessageTexts texts;

    MessageHistory(TenantTransactions transactions, InboundRows inbound, SentMessages sent, MessageTexts texts) {
        this.transactions = transactions;
        this.inbound = inbound;
        this.sent = sent;
        this.texts = texts;
    }

    /** Which way a message went. */
    enum Direction {
        IN,
        OUT
    }

    /** One thing that the provider said about a message of ours. */
    @Serdeable
    record Delivery(String status, @Nullable String errorCode, Instant receivedAt) {}

    /**
     * A message. Its text form keeps the words to itself.
     *
     * @param id ours by its own id; a part of a customer's by the part's
     * @param messageId the customer's message, or the one that is answered
     * @param kind what the part is; null for ours
     * @param text the words; null when there are none, or when they are kept no longer
     * @param status of ours, how far it got; of a customer's, WAITING, DONE or DEAD
     * @param outcome what came of a customer's part; null while that is open, and for photos, whose readings tell
     */
    @Serdeable
    record Entry(
            String id,
            Direction direction,
            Instant at,
            @Nullable UUID contact,
            Channel channel,
            @Nullable String messageId,
            @Nullable String photoId,
            @Nullable PartKind kind,
            @Nullable String purpose,
            @Nullable String text,
            String status,
            @Nullable String outcome,
            @Nullable String providerMessageId,
            @Nullable String errorCode,
            @Nullable String note,
            List<Delivery> deliveries) {

        @Override
        public String toString() {
            return "Entry[" + id + ", " + status + "]";
        }
    }

    /** A place in the list: after this message. */
    record Cursor(Instant at, String id) {

        static Cursor after(Entry entry) {
            return new Cursor(entry.at(), entry.id());
        }

        static @Nullable Cursor parse(@Nullable String text) {
            var cut = text == null ? -1 : text.indexOf('_');
            if (text == null || cut < 0) {
                return null;
            }
            try {
                return new Cursor(Instant.parse(text.substring(0, cut)), text.substring(cut + 1));
            } catch (DateTimeException foreign) {
                return null;
            }
        }

        @Override
        public String toString() {
            return at + "_" + id;
        }
    }

    List<Entry> list(
            TenantId tenant,
            @Nullable UUID contact,
            @Nullable String photoId,
            @Nullable String messageId,
            @Nullable Cursor from,
            int limit) {
        var before = from == null ? null : from.at();
        var beforeId = from == null ? null : from.id();
        var rows = transactions.in(
                tenant,
                () -> Stream.concat(
                                inbound.list(contact, photoId, messageId, before, beforeId, limit).stream()
                                        .map(MessageHistory::entry),
                                sent
                                        .list(new SentMessages.Filter(
                                                contact, photoId, messageId, before, beforeId, limit))
                                        .stream()
                                        .map(MessageHistory::entry))
                        .sorted(Comparator.comparing(Entry::at)
                                .thenComparing(Entry::id)
                                .reversed())
                        .limit(limit)
                        .toList());
        return rows.stream().map(this::withWords).toList();
    }

    Optional<Entry> find(TenantId tenant, String id) {
        var ours = OutboundId.parse(id);
        var found = transactions.in(
                tenant,
                () -> ours.isPresent()
                        ? sent.find(ours.get()).map(MessageHistory::entry)
                        : inbound.list(null, id, null, null, null, 1).stream()
                                .map(MessageHistory::entry)
                                .findFirst());
        return found.map(this::withWords);
    }

    /** A customer's words are kept in the message table alone. */
    private Entry withWords(Entry entry) {
        var hasWords = entry.kind == PartKind.TEXT || entry.kind == PartKind.REPLY || entry.kind == PartKind.OPT_OUT;
        if (!hasWords || entry.messageId == null) {
            return entry;
        }
        var words = texts.of(entry.messageId).map(MessageText::text).orElse(null);
        return new Entry(
                entry.id,
                entry.direction,
                entry.at,
                entry.contact,
                entry.channel,
                entry.messageId,
                entry.photoId,
                entry.kind,
                entry.purpose,
                words,
                entry.status,
                entry.outcome,
                entry.providerMessageId,
                entry.errorCode,
                entry.note,
                entry.deliveries);
    }

    private static Entry entry(Said said) {
        var part = said.part();
        return new Entry(
                part.partId(),
                Direction.IN,
                part.receivedAt(),
                part.contact().value(),
                part.channel(),
                part.messageId(),
                part.kind() == PartKind.PHOTO ? part.partId() : null,
                part.kind(),
                null,
                null,
                said.status(),
                said.outcome(),
                part.messageId(),
                null,
                null,
                List.of());
    }

    private static Entry entry(SentMessage message) {
        return new Entry(
                message.id().toString(),
                Direction.OUT,
                message.createdAt(),
                message.contact(),
                message.channel(),
                message.aboutMessageId(),
                message.aboutPhotoId(),
                null,
                message.purpose(),
                message.text(),
                message.status().name(),
                null,
                message.providerMessageId(),
                message.errorCode(),
                message.note(),
                message.events().stream()
                        .map(event -> new Delivery(event.status(), event.errorCode(), event.receivedAt()))
                        .toList());
    }
}
