package org.meterline.contracts;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of events, each with the names it goes by on the broker. */
public enum EventType {
    MESSAGE_RECEIVED("message.received", MessageReceived.class),
    READING_CAPTURED("reading.captured", ReadingCaptured.class),
    READING_UNREADABLE("reading.unreadable", ReadingUnreadable.class),
    READING_FAILED("reading.failed", ReadingFailed.class),
    DELIVERY_REPORTED("delivery.reported", DeliveryReported.class);

    private static final String NAMESPACE = "org.meterline.";

    private final String routingKey;
    private final Class<? extends Event> body;

    EventType(String routingKey, Class<? extends Event> body) {
        this.routingKey = routingKey;
        this.body = body;
    }

    /** The routing key on {@link Topology#EVENTS}, and the name of schema and sample. */
    public String routingKey() {
        return routingKey;
    }

    /** The CloudEvents {@code type}, with the body's major version: only an incompatible change raises it. */
    public String cloudEventType() {
        return NAMESPACE + routingKey + ".v1";
    }

    /** The record that is the body. */
    public Class<? extends Event> body() {
        return body;
    }

    /** The kind whose CloudEvents {@code type} this is; empty for a foreign one. */
    public static Optional<EventType> ofCloudEventType(String cloudEventType) {
        return Arrays.stream(values())
                .filter(type -> type.cloudEventType().equals(cloudEventType))
                .findFirst();
    }
}
