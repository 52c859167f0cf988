package org.meterline.tenants;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.MeterType;

/**
 * How a utility judges readings.
 *
 * @param wantedErrorRate how many of the photos that are accepted without a person may be read wrong, above 0 up to {@link
 *     #ERROR_RATE_MAX}; how sure a reading has to be for that is known by {@code readings}, per kind of meter
 * @param electricityConfidenceMin the confidence, 0 to 1, from which a photo's reading is accepted, whatever the error rate;
 *     null where the error rate decides; likewise for water and gas
 * @param highUsageFactor how many times the usual daily usage is still believed
 */
public record ValidationRules(
        BigDecimal wantedErrorRate,
        @Nullable BigDecimal electricityConfidenceMin,
        @Nullable BigDecimal waterConfidenceMin,
        @Nullable BigDecimal gasConfidenceMin,
        BigDecimal highUsageFactor) {

    /** One in five: who accepts more than that does not want a reader. */
    public static final BigDecimal ERROR_RATE_MAX = new BigDecimal("0.2");

    /** What holds for a tenant that says nothing else. */
    public static final ValidationRules DEFAULT =
            new ValidationRules(new BigDecimal("0.005"), null, null, null, new BigDecimal("5"));

    public ValidationRules {
        if (wantedErrorRate.signum() <= 0 || wantedErrorRate.compareTo(ERROR_RATE_MAX) > 0) {
            throw new IllegalArgumentException("an error rate lies above 0, up to " + ERROR_RATE_MAX);
        }
    }

    /** The confidence that the utility asks of readings of this kind of meter; empty where its error rate decides. */
    public Optional<BigDecimal> confidenceMin(MeterType kind) {
        return Optional.ofNullable(
                switch (kind) {
                    case ELECTRICITY -> electricityConfidenceMin;
                    case WATER -> waterConfidenceMin;
                    case GAS -> gasConfidenceMin;
                });
    }
}
