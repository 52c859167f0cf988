package org.meterline.contracts;

import java.time.Duration;
import java.util.List;

/**
 * The names on the broker. Who owns a queue declares it; everybody else only knows its name from here.
 *
 * <p>For each {@link ConsumerQueue} there are wait queues, one per step of the ladder, that expire through the default exchange
 * back to the queue they came from, and one dead-letter queue.
 */
public final class Topology {

    /** The topic exchange that every event is published to, by its routing key. */
    public static final String EVENTS = "meterline.events";

    /** What billing does about {@code message.received}. */
    public static final ConsumerQueue BILLING_MESSAGES =
            new ConsumerQueue("billing.messages", List.of(EventType.MESSAGE_RECEIVED));

    /** What billing does about what became of photos. */
    public static final ConsumerQueue BILLING_READINGS = new ConsumerQueue(
            "billing.readings",
            List.of(EventType.READING_CAPTURED, EventType.READING_UNREADABLE, EventType.READING_FAILED));

    /** What billing does about {@code delivery.reported}. */
    public static final ConsumerQueue BILLING_DELIVERIES =
            new ConsumerQueue("billing.deliveries", List.of(EventType.DELIVERY_REPORTED));

    /** Every queue that listens to {@link #EVENTS}. */
    public static final List<ConsumerQueue> QUEUES = List.of(BILLING_MESSAGES, BILLING_READINGS, BILLING_DELIVERIES);

    /** How long a failed message waits before its second, third and fourth attempt. */
    public static final List<Duration> RETRY_LADDER =
            List.of(Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofMinutes(10));

    /** The header that counts attempts; the first delivery has none. RabbitMQ 4 ignores a republished {@code x-death}. */
    public static final String ATTEMPT_HEADER = "x-meterline-attempt";

    /** The header of an event that failed before, which says, without personal data, why it failed last. */
    public static final String FAILURE_HEADER = "x-meterline-failure";

    /** The same for the first failure. */
    public static final String FIRST_FAILURE_HEADER = "x-meterline-first-failure";

    /** The header that counts how often an event was taken back from the dead letters; one that never was has none. */
    public static final String LIFE_HEADER = "x-meterline-life";

    private Topology() {}

    /** A durable quorum queue bound to {@link #EVENTS}, with its ladder and its dead letters. */
    public record ConsumerQueue(String name, List<EventType> hears) {

        /** The wait queue of one step of {@link #RETRY_LADDER}, named by its seconds. */
        public String waitQueue(Duration wait) {
            return name + ".wait." + wait.toSeconds() + "s";
        }

        /** Where messages end that failed at every step. */
        public String deadLetters() {
            return name + ".dead";
        }
    }
}
