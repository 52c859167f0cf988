package org.meterline.readings.domain;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;

/**
 * How a utility divides time for billing: months that begin on a fixed day of its own calendar. A period is named after the
 * month that it begins in.
 *
 * @param firstDay the day of the month that a period begins on, 1 to 28; 1 for calendar months
 */
public record BillingPeriods(ZoneId zone, int firstDay) {

    public BillingPeriods {
        if (firstDay < 1 || firstDay > 28) {
            throw new IllegalArgumentException("a period begins on day 1 to 28, not " + firstDay);
        }
    }

    /** Calendar months in a zone. */
    public static BillingPeriods calendarMonths(ZoneId zone) {
        return new BillingPeriods(zone, 1);
    }

    /** The period that a moment falls into. */
    public YearMonth of(Instant moment) {
        return YearMonth.from(moment.atZone(zone).toLocalDate().minusDays(firstDay - 1L));
    }
}
