package org.meterline.messaging.domain;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The time in which WhatsApp takes free text: 24 hours from the last message that the person wrote. */
public final class SessionWindow {

    /** What WhatsApp grants. */
    public static final Duration LENGTH = Duration.ofHours(24);

    /** What stays unused, so that a message that waits a little does not arrive too late. */
    public static final Duration MARGIN = Duration.ofMinutes(1);

    private SessionWindow() {}

    /** Whether it is open. */
    public static boolean isOpen(@Nullable Instant lastInboundAt, Instant now) {
        return lastInboundAt != null && now.isBefore(lastInboundAt.plus(LENGTH).minus(MARGIN));
    }
}
