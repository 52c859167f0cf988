package org.meterline.definition;

import org.jspecify.annotations.Nullable;

/**
 * A queue of the system on one machine.
 *
 * @param visibilitySeconds how long a message in hand is kept from others
 * @param dead where messages go that were given up; null where they never are
 * @param deliveriesMax how often a message is delivered before that; 0 for as often as it takes
 */
public record Queue(
        String name, int visibilitySeconds, @Nullable String dead, int deliveriesMax) {}
