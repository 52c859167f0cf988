package org.meterline.platform.adapter;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Return;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** One channel that publishes, and remembers what the broker has not confirmed yet. */
final class ConfirmingChannel {

    private static final String NUMBER_HEADER = "x-meterline-publication"; // by which a return finds its publication

    private final Channel channel;
    private final NavigableMap<Long, CompletableFuture<Void>> unconfirmed = new ConcurrentSkipListMap<>();

    /** The broker is there and does not take this one message. */
    static final class NotTaken extends IOException {

        private static final long serialVersionUID = 1L;

        NotTaken(String why) {
            super(why);
        }
    }

    ConfirmingChannel(Connection connection) throws IOException {
        channel = connection.createChannel();
        channel.confirmSelect();
        channel.addConfirmListener(
                (number, multiple) -> settle(number, multiple, null),
                (number, multiple) -> settle(number, multiple, new NotTaken("the broker refused it")));
        channel.addReturnListener(this::returned);
        channel.addShutdownListener(this::failAll);
    }

    /** Sends; the answer completes when a queue has the message, and fails when none will. */
    synchronized CompletableFuture<Void> publish(
            String exchange, String routingKey, BasicProperties properties, byte[] body) {
        var confirm = new CompletableFuture<Void>();
        var number = channel.getNextPublishSeqNo();
        unconfirmed.put(number, confirm);
        // also when nobody waits any longer
        var unused = confirm.whenComplete((queued, refused) -> unconfirmed.remove(number));
        try {
            channel.basicPublish(exchange, routingKey, true, numbered(properties, number), body);
        } catch (IOException | ShutdownSignalException failure) {
            confirm.completeExceptionally(failure);
        }
        return confirm;
    }

    private static BasicProperties numbered(BasicProperties properties, long number) {
        var headers = new HashMap<>(properties.getHeaders());
        headers.put(NUMBER_HEADER, number);
        return properties.builder().headers(headers).build();
    }

    /** A return comes before the confirm of the same message. */
    private void returned(Return message) {
        if (message.getProperties().getHeaders().get(NUMBER_HEADER) instanceof Long number) {
            var confirm = unconfirmed.get(number);
            if (confirm != null) {
                confirm.completeExceptionally(new NotTaken("no queue for " + message.getRoutingKey()));
            }
        }
    }

    private void settle(long number, boolean multiple, @Nullable IOException refusal) {
        var settled = unconfirmed.subMap(multiple ? 0 : number, true, number, true);
        for (var confirm : List.copyOf(settled.values())) {
            if (refusal == null) {
                confirm.complete(null);
            } else {
                confirm.completeExceptionally(refusal);
            }
        }
    }

    private void failAll(ShutdownSignalException closed) {
        List.copyOf(unconfirmed.values()).forEach(confirm -> confirm.completeExceptionally(closed));
    }
}
