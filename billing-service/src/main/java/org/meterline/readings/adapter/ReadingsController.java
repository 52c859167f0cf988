package org.meterline.readings.adapter;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.UnreadableReason;
import org.meterline.customers.Customers;
import org.meterline.customers.Meter;
import org.meterline.customers.MeterId;
import org.meterline.platform.Problem;
import org.meterline.platform.TenantId;
import org.meterline.platform.TenantTransactions;
import org.meterline.readings.FindReadings;
import org.meterline.readings.LaterResult;
import org.meterline.readings.PhotoVerdict;
import org.meterline.readings.Reading;
import org.meterline.readings.ReadingFilter;
import org.meterline.readings.ReadingNote;
import org.meterline.readings.ReadingSource;
import org.meterline.readings.Units;

/** Readings and verdicts over HTTP. */
@Controller("/api")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "readings")
class ReadingsController {

    private final FindReadings findReadings;
    private final Customers customers;
    private final TenantTransactions transactions;

    ReadingsController(FindReadings findReadings, Customers customers, TenantTransactions transactions) {
        this.findReadings = findReadings;
        this.customers = customers;
        this.transactions = transactions;
    }

    /** A reading as it is listed; index and consumption are exact numbers in {@code unit}. */
    @Serdeable
    record ReadingShown(
            UUID id,
            UUID meterId,
            @Nullable String meterSerial,
            ReadingSource source,
            BigDecimal index,
            @Nullable BigDecimal consumption,
            @Nullable String unit,
            String period,
            Instant takenAt,
            @Nullable String messageId,
            @Nullable String photoId,
            List<ReadingNote> notes,
            @Nullable BigDecimal confidence,
            @Nullable String decidedBy,
            @Nullable UUID supersedes) {}

    /** Readings, the latest first. */
    @Serdeable
    record ReadingsShown(List<ReadingShown> readings) {}

    /** What another version of the reader saw in a photo after it was judged; it changed nothing. */
    @Serdeable
    record LaterResultShown(
            String readerVersion,
            @Nullable String dial,
            @Nullable BigDecimal confidence,
            @Nullable UnreadableReason reason,
            Instant heardAt) {}

    /** What was decided about a photo, or about a typed number. */
    @Serdeable
    record PhotoShown(
            String photoId,
            String messageId,
            PhotoVerdict.Kind verdict,
            @Nullable String code,
            @Nullable String meterSerial,
            @Nullable String dial,
            @Nullable BigDecimal index,
            @Nullable String unit,
            @Nullable String period,
            @Nullable UUID readingId,
            boolean reviewed,
            Map<String, String> evidence,
            @Nullable String readerVersion,
            List<LaterResultShown> laterResults,
            Instant saidAt) {}

    @Get("/readings")
    @Operation(summary = "Valid readings, the latest first, at most 500")
    HttpResponse<?> list(
            @Parameter(hidden = true) TenantId tenant,
            @QueryValue Optional<String> messageId,
            @QueryValue Optional<String> photoId,
            @QueryValue Optional<UUID> meterId,
            @QueryValue Optional<String> period,
            @QueryValue(defaultValue = "100") int limit) {
        ReadingFilter filter;
        try {
            filter = new ReadingFilter(
                    messageId.orElse(null),
                    photoId.orElse(null),
                    meterId.map(MeterId::new).orElse(null),
                    period.map(YearMonth::parse).orElse(null),
                    limit);
        } catch (DateTimeException | IllegalArgumentException nonsense) {
            return Problem.answer(
                    HttpStatus.BAD_REQUEST, "bad-filter", "period is a month, 2026-11, and limit is 1 to 500");
        }
        return HttpResponse.ok(transactions.in(
                tenant,
                () -> new ReadingsShown(findReadings.list(tenant, filter).stream()
                        .map(this::shown)
                        .toList())));
    }

    @Get("/photos/{photoId}")
    @Operation(summary = "What was decided about a photo, or about a typed number by its message's id")
    HttpResponse<?> photo(@Parameter(hidden = true) TenantId tenant, String photoId) {
        return transactions.in(tenant, () -> {
            var verdict = findReadings.verdictOn(tenant, photoId);
            return verdict.isPresent()
                    ? HttpResponse.ok(shown(verdict.get(), findReadings.laterResultsOf(tenant, photoId)))
                    : Problem.answer(HttpStatus.NOT_FOUND, "unknown-photo", "nothing was decided about this photo yet");
        });
    }

    private ReadingShown shown(Reading reading) {
        var meter = customers.meter(reading.meter());
        var superseded = reading.supersedes();
        return new ReadingShown(
                reading.id().value(),
                reading.meter().value(),
                meter.map(Meter::serial).orElse(null),
                reading.source(),
                meter.map(known -> reading.index().value(known.decimals()))
                        .orElse(reading.index().value()),
                reading.consumption(),
                meter.map(known -> Units.of(known.kind())).orElse(null),
                reading.period().toString(),
                reading.takenAt(),
                reading.sourceMessageId(),
                reading.photoId(),
                List.copyOf(reading.notes()),
                reading.confidence(),
                reading.decidedBy(),
                superseded == null ? null : superseded.value());
    }

    private PhotoShown shown(PhotoVerdict verdict, List<LaterResult> later) {
        var meter = Optional.ofNullable(verdict.meter()).flatMap(customers::meter);
        var index = verdict.index();
        var reading = verdict.reading();
        return new PhotoShown(
                verdict.photoId(),
                verdict.messageId(),
                verdict.kind(),
                verdict.code(),
                meter.map(Meter::serial).orElse(null),
                verdict.dial(),
                index == null
                        ? null
                        : meter.map(known -> index.value(known.decimals())).orElse(index.value()),
                meter.map(known -> Units.of(known.kind())).orElse(null),
                verdict.period() == null ? null : verdict.period().toString(),
                reading == null ? null : reading.value(),
                verdict.reviewed(),
                verdict.evidence().byName(),
                verdict.readerVersion(),
                later.stream().map(ReadingsController::shown).toList(),
                verdict.saidAt());
    }

    private static LaterResultShown shown(LaterResult later) {
        return new LaterResultShown(
                later.readerVersion(), later.dial(), later.confidence(), later.reason(), later.heardAt());
    }
}
