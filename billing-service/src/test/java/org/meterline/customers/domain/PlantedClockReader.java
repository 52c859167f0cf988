package org.meterline.customers.domain;

import java.time.Instant;

/** Planted: asks the machine for the time. */
public interface PlantedClockReader {
    default Instant time() {
        return Instant.now();
    }
}
