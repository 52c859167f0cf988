package org.meterline.tenants;

import java.math.BigDecimal;
import org.meterline.contracts.MeterType;

/**
 * How a utility judges readings.
 *
 * @param electricityConfidenceMin the confidence, 0 to 1, from which a photo's reading is accepted without a person; likewise
 *     for water and gas
 * @param highUsageFactor how many times the usual daily usage is still believed
 */
public record ValidationRules(
        BigDecimal electricityConfidenceMin,
        BigDecimal waterConfidenceMin,
        BigDecimal gasConfidenceMin,
        BigDecimal highUsageFactor) {

    /** What holds for a tenant that says nothing else. */
    public static final ValidationRules DEFAULT = new ValidationRules(
            new BigDecimal("0.90"), new BigDecimal("0.90"), new BigDecimal("0.90"), new BigDecimal("5"));

    /** The confidence from which a reading of this kind of meter is accepted without a person. */
    public BigDecimal confidenceMin(MeterType kind) {
        return switch (kind) {
            case ELECTRICITY -> electricityConfidenceMin;
            case WATER -> waterConfidenceMin;
            case GAS -> gasConfidenceMin;
        };
    }
}
