package org.meterline.contracts;

import java.util.List;

/**
 * The metrics of billing-service that leave its process, under the names that dashboards, alarms and scaling look for. Every instance
 * says the same of what they share: take the largest of them, not the sum; what an instance itself has done is counted, and summed.
 */
public enum Metric {
    /** Rows that are to be told to the broker or the message table. */
    OUTBOX_ROWS("meterline.outbox.rows", Kind.SHARED, "outbox"),
    /** How long the oldest of them waits, in seconds. */
    OUTBOX_AGE("meterline.outbox.age", Kind.SHARED, "outbox"),
    /** Those that failed five times: each waits alone and needs a person. */
    OUTBOX_FAILING("meterline.outbox.failing", Kind.SHARED, "outbox"),
    /** Answers that the provider has not taken. */
    OUTBOUND_ROWS("meterline.outbound.rows", Kind.SHARED),
    /** How long the oldest of them waits, in seconds. */
    OUTBOUND_AGE("meterline.outbound.age", Kind.SHARED),
    /** Dead letters that nobody decided about. */
    DEAD_LETTERS("meterline.dead.letters.rows", Kind.SHARED),
    /** Events that wait in a queue of the broker. */
    QUEUE_DEPTH("meterline.queue.depth", Kind.SHARED, "queue"),
    /** 1 while the broker takes no events. */
    BROKER_BLOCKED("meterline.broker.blocked", Kind.SHARED),
    /** 1 while the provider is not even called. */
    BREAKER_OPEN("meterline.messages.breaker.open", Kind.SHARED),
    /** What the provider answered. */
    CALLS("meterline.messages.calls", Kind.COUNTED, "answer"),
    /** Attempts at events, by how they ended. */
    EVENTS("meterline.events", Kind.COUNTED, "queue", "outcome"),
    /** Parts of messages by their outcome, and how long it took from the webhook to it. */
    OUTCOMES("meterline.outcomes", Kind.TIMED, "outcome");

    /** What a timed metric's percentiles are called, in seconds: the name, and then this. */
    public static final String P50 = ".p50";

    public static final String P95 = ".p95";

    /** How a metric is to be read. */
    public enum Kind {
        /** All instances look at the same thing. */
        SHARED,
        /** How often, since it was last said; each instance has its own. */
        COUNTED,
        /** Counted, and with percentiles of how long. */
        TIMED
    }

    private final String id;
    private final Kind kind;
    private final List<String> tags;

    Metric(String id, Kind kind, String... tags) {
        this.id = id;
        this.kind = kind;
        this.tags = List.of(tags);
    }

    /** Its name. */
    public String id() {
        return id;
    }

    public Kind kind() {
        return kind;
    }

    /** What it is told apart by. */
    public List<String> tags() {
        return tags;
    }
}
