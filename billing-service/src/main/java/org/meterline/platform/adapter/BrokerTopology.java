package org.meterline.platform.adapter;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.meterline.contracts.Topology;

/**
 * What billing needs on the broker, declared by billing: the exchange, each queue with its wait queues and its dead letters.
 * All of them are quorum queues that refuse rather than drop, and hand on at least once.
 */
final class BrokerTopology {

    /** How often a queue hands out an event that nobody settles: only a last net, the ladder comes long before. */
    private static final int DELIVERIES_MAX = 50;

    /** The same for dead letters: RabbitMQ 4 drops what was handed out 20 times, unless it is told another number. */
    private static final int DEAD_DELIVERIES_MAX = 1_000_000_000;

    private BrokerTopology() {}

    /** Declares all of it; what is there already stays as it is. */
    static void declare(Channel channel, Set<Topology.ConsumerQueue> queues, List<Duration> ladder) throws IOException {
        channel.exchangeDeclare(Topology.EVENTS, BuiltinExchangeType.TOPIC, true);
        for (var queue : queues) {
            var dead = quorum();
            dead.put("x-delivery-limit", DEAD_DELIVERIES_MAX);
            channel.queueDeclare(queue.deadLetters(), true, false, false, dead);
            for (var wait : ladder) {
                var waiting = handingOnTo(queue.name());
                waiting.put("x-message-ttl", wait.toMillis());
                channel.queueDeclare(queue.waitQueue(wait), true, false, false, waiting);
            }
            var live = handingOnTo(queue.deadLetters());
            live.put("x-delivery-limit", DELIVERIES_MAX);
            channel.queueDeclare(queue.name(), true, false, false, live);
            for (var type : queue.hears()) {
                channel.queueBind(queue.name(), Topology.EVENTS, type.routingKey());
            }
        }
    }

    /** The names of all queues that are declared. */
    static List<String> names(Set<Topology.ConsumerQueue> queues, List<Duration> ladder) {
        return queues.stream()
                .flatMap(queue -> Stream.concat(
                        Stream.of(queue.name(), queue.deadLetters()),
                        ladder.stream().map(queue::waitQueue).distinct()))
                .toList();
    }

    private static Map<String, Object> quorum() {
        var arguments = new HashMap<String, Object>();
        arguments.put("x-queue-type", "quorum");
        return arguments;
    }

    private static Map<String, Object> handingOnTo(String queue) {
        var arguments = quorum();
        arguments.put("x-dead-letter-exchange", "");
        arguments.put("x-dead-letter-routing-key", queue);
        arguments.put("x-dead-letter-strategy", "at-least-once");
        arguments.put("x-overflow", "reject-publish");
        return arguments;
    }
}
