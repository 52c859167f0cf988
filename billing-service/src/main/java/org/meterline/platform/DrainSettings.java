package org.meterline.platform;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How long the end of the process takes.
 *
 * @param unreadyFor how long it still answers after it has said that it is not ready: as long as a load balancer needs to notice
 * @param atMost how long all of it may take, shorter than what the platform waits before it kills
 */
@ConfigurationProperties("meterline.drain")
record DrainSettings(
        @Bindable(defaultValue = "15s") Duration unreadyFor,
        @Bindable(defaultValue = "90s") Duration atMost) {}
