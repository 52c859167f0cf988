package org.meterline.messaging.adapter;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How hard messaging works.
 *
 * @param perSecond how many messages a second one sender may send, all instances together
 * @param parallel how many calls to the provider this process makes at once
 * @param callTimeout how long one call may take
 * @param askAfter how long after an attempt without answer the provider is asked about it
 * @param abandonedAfter how long an attempt may be in hand before it counts as one without answer
 * @param breakerOpen how long nobody calls a provider that failed five times in a row
 */
@ConfigurationProperties("meterline.messaging")
record MessagingSettings(
        @Bindable(defaultValue = "80") int perSecond,
        @Bindable(defaultValue = "24") int parallel,
        @Bindable(defaultValue = "10s") Duration callTimeout,
        @Bindable(defaultValue = "5s") Duration askAfter,
        @Bindable(defaultValue = "60s") Duration abandonedAfter,
        @Bindable(defaultValue = "10s") Duration breakerOpen) {}
