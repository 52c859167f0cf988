package org.meterline.readings.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * What is known about one meter before a reading is judged.
 *
 * @param serial the number on its plate
 * @param zone where its days begin
 */
public record MeterFacts(String serial, Register register, History history, Limits limits, ZoneId zone) {

    LocalDate dayOf(Instant moment) {
        return moment.atZone(zone).toLocalDate();
    }
}
