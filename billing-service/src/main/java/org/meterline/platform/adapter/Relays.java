package org.meterline.platform.adapter;

import io.micronaut.context.annotation.Requires;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;

/** Starts what empties the outbox, once the service is up. */
@Singleton
@Requires(property = "meterline.relays.enabled", notEquals = "false")
final class Relays {

    private final EventRelay events;
    private final OutcomeRelay outcomes;

    Relays(EventRelay events, OutcomeRelay outcomes) {
        this.events = events;
        this.outcomes = outcomes;
    }

    @EventListener
    void started(ServerStartupEvent event) {
        events.start();
        outcomes.start();
    }
}
