package org.meterline.operations.audit;

import java.time.Instant;

/**
 * What is audited: everything that began in a time. What is younger is on its way and no violation yet.
 *
 * @param until the youngest that is looked at
 */
public record Scope(Instant since, Instant until) {

    boolean covers(Instant begun) {
        return !begun.isBefore(since) && !begun.isAfter(until);
    }

    Scope notBefore(Instant other) {
        return other.isAfter(since) ? new Scope(other, until) : this;
    }
}
