package org.meterline.readings;

import org.meterline.contracts.MeterType;

/** What meters count in. */
public final class Units {

    private Units() {}

    /** The unit as it is written: kWh for electricity, m³ for water and gas. */
    public static String of(MeterType kind) {
        return switch (kind) {
            case ELECTRICITY -> "kWh";
            case WATER, GAS -> "m³";
        };
    }
}
