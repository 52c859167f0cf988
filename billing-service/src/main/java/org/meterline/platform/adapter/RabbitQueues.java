package org.meterline.platform.adapter;

import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.meterline.contracts.Topology;
import org.meterline.platform.Queues;

/** Puts into a queue by the default exchange, with confirm. */
@Singleton
final class RabbitQueues implements Queues {

    private final RabbitPublisher publisher;

    RabbitQueues(RabbitPublisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public void put(String queue, String eventId, Map<String, String> attributes, int life, byte[] body) {
        var headers = new HashMap<String, Object>(attributes);
        headers.put(Topology.LIFE_HEADER, life);
        publisher.await(publisher.publish("", queue, RabbitPublisher.persistent(eventId, headers), body));
    }
}
