package org.meterline.platform.adapter;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.Topology;

/**
 * Where the broker is and how hard we work for it.
 *
 * @param endpoint {@code amqps://host:5671} or {@code amqp://…}, a vhost as its path
 * @param prefetch how many unacknowledged events one queue may hand to this process
 * @param parallel how many of all queues' events are worked on at once; fewer than database connections
 * @param batch how many events a listener that likes batches is handed at once; 1 for one by one
 * @param gather how long the first event of a batch waits for others
 * @param confirmTimeout how long a publication may wait for its confirm
 * @param ladder how long a failed event waits before each further attempt
 */
@ConfigurationProperties("meterline.broker")
record BrokerSettings(
        URI endpoint,
        String username,
        String password,
        @Bindable(defaultValue = "64") int prefetch,
        @Bindable(defaultValue = "12") int parallel,
        @Bindable(defaultValue = "100") int batch,
        @Bindable(defaultValue = "10ms") Duration gather,
        @Bindable(defaultValue = "5s") Duration confirmTimeout,
        @Nullable List<Duration> ladder) {

    List<Duration> ladderOrDefault() {
        return ladder == null || ladder.isEmpty() ? Topology.RETRY_LADDER : ladder;
    }

    @Override
    public String toString() {
        return "BrokerSettings[" + endpoint.getHost() + "]";
    }
}
