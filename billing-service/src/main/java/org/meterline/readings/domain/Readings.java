package org.meterline.readings.domain;

import java.time.Instant;
import java.util.List;
import org.meterline.customers.MeterId;
import org.meterline.readings.Reading;
import org.meterline.readings.ReadingFilter;

/** The current tenant's readings. Rows are added, never changed. Every call is inside a tenant transaction. */
public interface Readings {

    /** Adds a reading; false when its photo, typed message or opening moment has one already. */
    boolean add(Reading reading);

    /** What is valid of a meter around a moment: what was superseded is left out. */
    History historyOf(MeterId meter, Instant at);

    /** Valid readings, the latest first. */
    List<Reading> list(ReadingFilter filter);
}
