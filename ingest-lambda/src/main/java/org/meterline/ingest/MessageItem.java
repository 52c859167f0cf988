package org.meterline.ingest;

import static org.meterline.contracts.MessageTable.*;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.ContactIdentity;
import org.meterline.contracts.MessageTable;
import org.meterline.contracts.PackedText;
import org.meterline.contracts.PartKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A message as an item of the {@link MessageTable}, and back. Beside the table's attributes there is {@code route}. */
final class MessageItem {

    private static final Logger log = LoggerFactory.getLogger(MessageItem.class);

    /** The webhook path: with the raw payload it is enough to understand the message again. */
    private static final String ROUTE = "route";

    /** Of one size, so that times sort as text. */
    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private MessageItem() {}

    /**
     * The item of a message that has just come, kept for as long as a message is kept. One that is told already, as a status is, is
     * at rest from the first.
     */
    static Map<String, AttributeValue> of(Message message, Duration retention, Instant now) {
        var item = new LinkedHashMap<String, AttributeValue>();
        item.put(MESSAGE_ID, string(message.id()));
        item.put(RECEIVED_AT, time(message.receivedAt()));
        item.put(INGEST_STATE, string(message.state().name()));
        item.put(ACCOUNT_SID, string(message.inbound().accountSid()));
        item.put(CHANNEL, string(message.inbound().channel().name()));
        item.put(ROUTE, string(message.route().path()));
        item.put(RAW, packed(message.raw().value()));
        var expiresAt = message.receivedAt().plus(retention).getEpochSecond();
        item.put(EXPIRES_AT, AttributeValue.fromN(Long.toString(expiresAt)));
        var parts = new LinkedHashMap<String, AttributeValue>();
        for (var part : message.parts()) {
            var attributes = attributesOf(part);
            if (message.state() == IngestState.PUBLISHED) {
                attributes.put(OUTCOME, string(Outcome.TOLD.name()));
            }
            parts.put(part.id(), AttributeValue.fromM(attributes));
        }
        item.put(PARTS, AttributeValue.fromM(parts));
        if (message.state() == IngestState.PUBLISHED) {
            item.put(PUBLISHED_AT, time(now));
        } else {
            item.put(UNSETTLED, string(unsettledShard(message.id())));
        }
        put(item, TRACEPARENT, message.traceparent());
        if (message.inbound() instanceof Inbound.FromCustomer inbound) {
            item.putAll(customerAttributes(inbound));
        }
        return item;
    }

    private static Map<String, AttributeValue> customerAttributes(Inbound.FromCustomer inbound) {
        var attributes = new LinkedHashMap<String, AttributeValue>();
        var envelope = inbound.envelope();
        attributes.put(RECEIVING_NUMBER, string(envelope.receivingNumber()));
        put(attributes, USER_PHONE, envelope.userPhone());
        attributes.put(
                CONTACT,
                AttributeValue.fromL(
                        envelope.contact().stream().map(MessageItem::identity).toList()));
        var text = inbound.text();
        put(attributes, TEXT, text == null ? null : text.value());
        if (inbound instanceof Inbound.Reply reply) {
            put(attributes, REPLY_PAYLOAD, reply.payload().value());
        }
        if (inbound instanceof Inbound.OptOut optOut) {
            put(attributes, OPT_OUT_TYPE, optOut.type());
        }
        return attributes;
    }

    private static AttributeValue identity(ContactIdentity identity) {
        return AttributeValue.fromM(Map.of("type", string(identity.type().name()), "value", string(identity.value())));
    }

    /** What an item says of one part. Where its file comes from is in the raw payload. */
    static Map<String, AttributeValue> attributesOf(Message.Part part) {
        var attributes = new LinkedHashMap<String, AttributeValue>();
        attributes.put(KIND, string(part.kind().name()));
        attributes.put(NUMBER, AttributeValue.fromN(Integer.toString(part.number())));
        put(attributes, CONTENT_TYPE, part.contentType());
        var file = part.file();
        if (file != null) {
            attributes.put(S3_KEY, string(file.key()));
            attributes.put(SHA256, string(file.sha256()));
            attributes.put(BYTES, AttributeValue.fromN(Long.toString(file.bytes())));
        }
        return attributes;
    }

    /** The message in an item; empty for one that this version does not understand, which is told and skipped. */
    static Optional<Message> messageIn(Map<String, AttributeValue> item) {
        var path = stringIn(item, ROUTE);
        var receivedAt = stringIn(item, RECEIVED_AT);
        try {
            var raw = textIn(item, RAW);
            if (raw == null || path == null || receivedAt == null) {
                return Optional.empty();
            }
            var message = Route.in(path)
                    .flatMap(route -> Form.of(raw)
                            .flatMap(form -> InboundParser.parse(route, form))
                            .map(inbound -> new Message(
                                    inbound,
                                    route,
                                    new Words(raw),
                                    Instant.parse(receivedAt),
                                    stateIn(item),
                                    partsIn(item, inbound),
                                    stringIn(item, TRACEPARENT))));
            if (message.isEmpty()) {
                log.error("message {} is kept and not understood", stringIn(item, MESSAGE_ID));
            }
            return message;
        } catch (RuntimeException malformed) { // another version wrote it, or a hand: its neighbours are fine
            log.error("message {} is kept and malformed", stringIn(item, MESSAGE_ID), malformed);
            return Optional.empty();
        }
    }

    private static List<Message.Part> partsIn(Map<String, AttributeValue> item, Inbound inbound) {
        var parts = item.getOrDefault(PARTS, AttributeValue.fromM(Map.of())).m();
        return parts.entrySet().stream()
                .map(entry -> partIn(entry.getKey(), entry.getValue().m(), inbound))
                .sorted(Comparator.comparingInt(Message.Part::number))
                .toList();
    }

    private static Message.Part partIn(String id, Map<String, AttributeValue> part, Inbound inbound) {
        var number = (int) numberIn(part, NUMBER);
        var mediaUrl = stringIn(part, MEDIA_URL);
        var key = stringIn(part, S3_KEY);
        var sha256 = stringIn(part, SHA256);
        var file = key == null || sha256 == null ? null : new Message.StoredFile(key, sha256, numberIn(part, BYTES));
        return new Message.Part(
                id,
                PartKind.valueOf(Objects.requireNonNull(stringIn(part, KIND))),
                number,
                mediaUrl == null ? mediaUrlIn(inbound, number) : mediaUrl,
                stringIn(part, CONTENT_TYPE),
                file);
    }

    private static @Nullable String mediaUrlIn(Inbound inbound, int number) {
        return inbound instanceof Inbound.Photos photos
                        && number <= photos.media().size()
                ? photos.media().get(number - 1).url()
                : null;
    }

    /** How far the message of an item has come. */
    static IngestState stateIn(Map<String, AttributeValue> item) {
        var state = stringIn(item, INGEST_STATE);
        return state == null ? IngestState.PUBLISHED : IngestState.valueOf(state);
    }

    static String idOf(Map<String, AttributeValue> item) {
        return Objects.requireNonNull(stringIn(item, MESSAGE_ID), "an item has its key");
    }

    static @Nullable String stringIn(Map<String, AttributeValue> item, String name) {
        var value = item.get(name);
        return value == null ? null : value.s();
    }

    /** A long text, which older items hold as it is. */
    private static @Nullable String textIn(Map<String, AttributeValue> item, String name) {
        var value = item.get(name);
        return value == null || value.b() == null
                ? stringIn(item, name)
                : PackedText.unpack(value.b().asByteArray());
    }

    private static long numberIn(Map<String, AttributeValue> item, String name) {
        return Long.parseLong(Objects.requireNonNull(item.get(name)).n());
    }

    private static void put(Map<String, AttributeValue> item, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            item.put(name, string(value));
        }
    }

    private static AttributeValue packed(String text) {
        return AttributeValue.fromB(SdkBytes.fromByteArray(PackedText.pack(text)));
    }

    static AttributeValue string(String value) {
        return AttributeValue.fromS(value);
    }

    /** A time as the table keeps it. */
    static AttributeValue time(Instant time) {
        return string(MILLIS.format(time));
    }
}
