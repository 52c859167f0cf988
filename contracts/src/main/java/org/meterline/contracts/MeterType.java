package org.meterline.contracts;

/** What a meter counts. */
public enum MeterType {
    ELECTRICITY,
    WATER,
    GAS
}
