package org.meterline.readings.domain;

import java.math.BigDecimal;
import org.meterline.contracts.MeterType;

/**
 * What a utility believes of meters of one kind without asking a person.
 *
 * @param confidenceAsked readings that are less sure are looked at, 0 to 1
 * @param confidenceFloor readings that are less sure are not even looked at: the customer is asked for a better photo
 * @param usualTimes how many times its usual daily consumption a meter may have consumed
 * @param calmPerDay consumption per day that is never too high, whatever is usual; spares those who use next to nothing
 * @param mostPerDay consumption per day that is too high for any meter of the kind
 */
public record Limits(
        BigDecimal confidenceAsked,
        BigDecimal confidenceFloor,
        BigDecimal usualTimes,
        BigDecimal calmPerDay,
        BigDecimal mostPerDay) {

    public Limits {
        if (confidenceFloor.signum() < 0
                || confidenceFloor.compareTo(confidenceAsked) > 0
                || confidenceAsked.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException("floor and asked confidence lie between 0 and 1, in this order");
        }
        if (usualTimes.signum() <= 0 || calmPerDay.signum() < 0 || mostPerDay.compareTo(calmPerDay) < 0) {
            throw new IllegalArgumentException("limits per day are not in order");
        }
    }

    /** What holds for households until the utility says otherwise: kWh for electricity, cubic metres for water and gas. */
    public static Limits of(MeterType kind) {
        return switch (kind) {
            case ELECTRICITY -> household("20", "250");
            case WATER -> household("1", "25");
            case GAS -> household("5", "75");
        };
    }

    private static Limits household(String calmPerDay, String mostPerDay) {
        return new Limits(
                new BigDecimal("0.80"),
                new BigDecimal("0.20"),
                new BigDecimal("4"),
                new BigDecimal(calmPerDay),
                new BigDecimal(mostPerDay));
    }
}
