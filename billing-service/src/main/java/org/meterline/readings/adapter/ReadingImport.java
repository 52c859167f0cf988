package org.meterline.readings.adapter;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.meterline.platform.ImportLine;
import org.meterline.platform.ImportLine.Outcome;
import org.meterline.platform.TenantId;
import org.meterline.readings.ImportOpeningReading;
import org.meterline.readings.MeterIndex;
import org.meterline.tenants.Tenants;

/**
 * Takes in opening readings, one a line: {@code serial, index, taken_at}. {@code taken_at} is a moment
 * ({@code 2026-10-31T12:00:00Z}) or a day, which then begins in the tenant's zone. Readings are facts: a line that contradicts
 * an earlier one of the same moment is rejected, never taken for a change.
 */
@Singleton
class ReadingImport {

    private final ImportOpeningReading importOpeningReading;
    private final Tenants tenants;

    ReadingImport(ImportOpeningReading importOpeningReading, Tenants tenants) {
        this.importOpeningReading = importOpeningReading;
        this.tenants = tenants;
    }

    Outcome take(TenantId tenant, ImportLine line) {
        var serial = line.required("serial");
        var index = line.required(
                "index",
                "up to 8 digits and 3 decimals",
                text -> MeterIndex.parse(text).orElseThrow(() -> new IllegalArgumentException("no dial")));
        var zone = tenants.get(tenant).zone();
        var takenAt = line.required("taken_at", "a day or a moment, 2026-10-31", text -> moment(text, zone));
        return switch (importOpeningReading.importOne(tenant, serial, index, takenAt)) {
            case ImportOpeningReading.Outcome.Imported imported -> new Outcome.Created();
            case ImportOpeningReading.Outcome.AlreadyThere there -> new Outcome.Unchanged();
            case ImportOpeningReading.Outcome.Contradicts(var known) ->
                new Outcome.Rejected("index is " + known + " at this moment already");
            case ImportOpeningReading.Outcome.UnknownMeter unknown -> new Outcome.Rejected("serial is not known");
            case ImportOpeningReading.Outcome.NotOnThisDial(var digits, var decimals) ->
                new Outcome.Rejected("index does not fit " + digits + " digits and " + decimals + " decimals");
        };
    }

    private static Instant moment(String text, ZoneId zone) {
        return text.contains("T")
                ? Instant.parse(text)
                : LocalDate.parse(text).atStartOfDay(zone).toInstant();
    }
}
