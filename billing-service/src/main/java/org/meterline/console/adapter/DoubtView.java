package org.meterline.console.adapter;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.meterline.platform.TenantId;
import org.meterline.readings.DoubtCode;
import org.meterline.readings.Fact;
import org.meterline.readings.FindReadings;
import org.meterline.readings.ReadingFilter;
import org.meterline.readings.Units;
import org.meterline.review.Doubt;
import org.meterline.tenants.Tenants;

/** What pages show of a doubt, in words and in the utility's time. */
@Singleton
class DoubtView {

    private static final int PREVIOUS_SHOWN = 6;
    private static final Pattern COMMA = Pattern.compile(",");
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ENGLISH);

    private final FindReadings findReadings;
    private final Photos photos;
    private final Tenants tenants;

    DoubtView(FindReadings findReadings, Photos photos, Tenants tenants) {
        this.findReadings = findReadings;
        this.photos = photos;
        this.tenants = tenants;
    }

    /** A line of a list. */
    Map<String, Object> row(TenantId tenant, Doubt doubt) {
        return row(doubt, tenants.get(tenant).zone());
    }

    /** All of it, with what it is compared with. */
    Map<String, Object> whole(TenantId tenant, Doubt doubt) {
        var zone = tenants.get(tenant).zone();
        var model = new HashMap<>(row(doubt, zone));
        model.put("meterId", doubt.meter().toString());
        model.put("status", doubt.status().name());
        model.put("statusWord", Words.of(doubt.status()));
        model.put("also", also(doubt));
        model.put("earlier", earlier(tenant, doubt, zone));
        model.put("evidence", evidence(doubt));
        model.put("candidates", candidates(doubt));
        model.put("laterResults", laterResults(tenant, doubt, zone));
        model.put("readings", previous(tenant, doubt, zone));
        model.put("decision", decision(doubt, zone));
        photos.counter(doubt.origin().messageId(), doubt.origin().photoId()).ifPresent(counter -> {
            model.put("viewBox", "0 0 " + counter.width() + " " + counter.height());
            model.put("points", counter.points());
        });
        return model;
    }

    private static Map<String, Object> row(Doubt doubt, ZoneId zone) {
        return Map.of(
                "id", doubt.id().toString(),
                "code", Words.of(doubt.code()),
                "serial", doubt.meterSerial(),
                "dial", doubt.dial(),
                "unit", Units.of(doubt.meterType()),
                "previous", doubt.evidence().of(Fact.PREVIOUS_INDEX).orElse("none"),
                "period", doubt.period().toString(),
                "received", when(doubt.origin().receivedAt(), zone));
    }

    /** What the photo is compared with, if it looks like another; empty if that is gone. */
    private Map<String, String> earlier(TenantId tenant, Doubt doubt, ZoneId zone) {
        return doubt.evidence()
                .of(Fact.EARLIER_PHOTO)
                .flatMap(photoId -> findReadings.verdictOn(tenant, photoId))
                .filter(verdict -> verdict.imageS3Key() != null)
                .map(verdict -> Map.of(
                        "said",
                        when(verdict.saidAt(), zone),
                        "serial",
                        doubt.evidence().of(Fact.EARLIER_METER).orElse(doubt.meterSerial()),
                        "dial",
                        verdict.dial() == null ? "" : verdict.dial(),
                        "period",
                        verdict.period() == null ? "" : verdict.period().toString()))
                .orElse(Map.of());
    }

    private static List<String> also(Doubt doubt) {
        return doubt.evidence().of(Fact.ALSO).stream()
                .flatMap(codes -> COMMA.splitAsStream(codes))
                .map(code -> Words.of(DoubtCode.valueOf(code)))
                .toList();
    }

    private static List<Map<String, String>> evidence(Doubt doubt) {
        return doubt.evidence().facts().entrySet().stream()
                .filter(fact -> fact.getKey() != Fact.ALSO && fact.getKey() != Fact.READER_SAID)
                .map(fact -> Map.of("name", Words.of(fact.getKey()), "value", fact.getValue()))
                .toList();
    }

    private static List<Map<String, String>> candidates(Doubt doubt) {
        return doubt.candidates().stream()
                .map(candidate -> Map.of(
                        "dial", candidate.dial(),
                        "confidence", candidate.confidence().movePointRight(2).toPlainString()))
                .toList();
    }

    private List<Map<String, String>> laterResults(TenantId tenant, Doubt doubt, ZoneId zone) {
        return findReadings.laterResultsOf(tenant, doubt.origin().photoId()).stream()
                .map(later -> Map.of(
                        "version", later.readerVersion(),
                        "dial", later.dial() == null ? "" : later.dial(),
                        "confidence", percent(later.confidence()),
                        "reason", later.reason() == null ? "" : later.reason().name(),
                        "heard", when(later.heardAt(), zone)))
                .toList();
    }

    private static String percent(@Nullable BigDecimal confidence) {
        return confidence == null ? "" : confidence.movePointRight(2).toPlainString();
    }

    private List<Map<String, String>> previous(TenantId tenant, Doubt doubt, ZoneId zone) {
        return findReadings.list(tenant, ReadingFilter.ofMeter(doubt.meter(), PREVIOUS_SHOWN)).stream()
                .map(reading -> Map.of(
                        "taken", when(reading.takenAt(), zone),
                        "index", reading.index().toString(),
                        "consumption",
                                reading.consumption() == null
                                        ? ""
                                        : reading.consumption().toPlainString(),
                        "source", Words.of(reading.source())))
                .toList();
    }

    private static Map<String, String> decision(Doubt doubt, ZoneId zone) {
        var decided = doubt.decision();
        if (decided == null) {
            return Map.of();
        }
        return Map.of(
                "by",
                decided.by(),
                "at",
                when(decided.at(), zone),
                "index",
                decided.index() == null ? "" : decided.index().toString(),
                "reason",
                decided.reason() == null ? "" : decided.reason());
    }

    private static String when(Instant instant, ZoneId zone) {
        return WHEN.format(instant.atZone(zone));
    }
}
