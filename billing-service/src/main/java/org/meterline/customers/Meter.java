package org.meterline.customers;

import java.math.BigDecimal;
import org.meterline.contracts.MeterType;

/**
 * What is read.
 *
 * @param serial the number on its plate
 * @param digits how many digits its counter has before the point
 * @param decimals how many after it
 * @param multiplier units per counted unit, mostly 1
 * @param installedIndex what it showed when it was installed
 */
public record Meter(
        MeterId id,
        AccountId accountId,
        String serial,
        MeterType kind,
        int digits,
        int decimals,
        BigDecimal multiplier,
        BigDecimal installedIndex) {}
