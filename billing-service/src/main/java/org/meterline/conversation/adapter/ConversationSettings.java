package org.meterline.conversation.adapter;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How the talk is held.
 *
 * @param parallel how many contacts this process works for at once; each takes a database connection now and then
 * @param grace how long a message waits for an older one that is still on its way
 * @param heldAtMost how long a message that fails holds up those behind it
 * @param perMinute how many messages of one contact are answered in a minute
 * @param sessionLength how long a talk is remembered
 */
@ConfigurationProperties("meterline.conversation")
record ConversationSettings(
        @Bindable(defaultValue = "8") int parallel,
        @Bindable(defaultValue = "200ms") Duration grace,
        @Bindable(defaultValue = "60s") Duration heldAtMost,
        @Bindable(defaultValue = "60") int perMinute,
        @Bindable(defaultValue = "24h") Duration sessionLength) {}
