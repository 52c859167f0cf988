package org.meterline.review.adapter;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.meterline.platform.Problem;
import org.meterline.platform.Role;
import org.meterline.platform.TenantId;
import org.meterline.readings.DoubtCode;
import org.meterline.readings.MeterIndex;
import org.meterline.readings.Units;
import org.meterline.review.DecideDoubt;
import org.meterline.review.DecideDoubt.Outcome;
import org.meterline.review.Decision;
import org.meterline.review.Doubt;
import org.meterline.review.DoubtId;
import org.meterline.review.DoubtPlace;
import org.meterline.review.FindDoubts;

/** The review queue over HTTP. A decision may be sent again; one that contradicts an earlier one is answered with 409. */
@Controller("/api/reviews")
@Secured({Role.IS_REVIEWER, Role.IS_ADMIN})
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "reviews")
class ReviewsController {

    private final FindDoubts findDoubts;
    private final DecideDoubt decideDoubt;

    ReviewsController(FindDoubts findDoubts, DecideDoubt decideDoubt) {
        this.findDoubts = findDoubts;
        this.decideDoubt = decideDoubt;
    }

    /** A doubted reading; numbers are exact, in {@code unit}. */
    @Serdeable
    record DoubtShown(
            UUID id,
            String photoId,
            String messageId,
            UUID meterId,
            String meterSerial,
            DoubtCode code,
            Map<String, String> evidence,
            List<CandidateShown> candidates,
            String dial,
            BigDecimal index,
            String unit,
            String period,
            Instant receivedAt,
            Instant expiresAt,
            Doubt.Status status,
            @Nullable BigDecimal decidedIndex,
            @Nullable String decidedBy,
            @Nullable Instant decidedAt,
            @Nullable String reason) {}

    /** One of the reader's candidates. */
    @Serdeable
    record CandidateShown(String dial, BigDecimal confidence) {}

    /** Doubts, oldest first. */
    @Serdeable
    record DoubtsShown(List<DoubtShown> reviews, @Nullable String nextCursor) {}

    /** What the photo shows instead. */
    @Serdeable
    record Correction(@NotBlank @Size(max = 20) String index) {}

    /** Why it is no reading. */
    @Serdeable
    record Rejection(@NotBlank @Size(max = 500) String reason) {}

    @Get
    @Operation(summary = "Doubted readings of one status, oldest first, by cursor")
    HttpResponse<?> list(
            @Parameter(hidden = true) TenantId tenant,
            @QueryValue(defaultValue = "WAITING") Doubt.Status status,
            @QueryValue Optional<String> cursor,
            @QueryValue(defaultValue = "50") int limit) {
        var after = cursor.flatMap(DoubtPlace::parse);
        if (cursor.isPresent() && after.isEmpty()) {
            return Problem.answer(HttpStatus.BAD_REQUEST, "bad-cursor", "that cursor is not from here");
        }
        var found = findDoubts.list(tenant, after.orElse(null), status, limit);
        var full = found.size() >= Math.clamp(limit, 1, FindDoubts.LIMIT_MAX);
        return HttpResponse.ok(new DoubtsShown(
                found.stream().map(ReviewsController::shown).toList(),
                full ? DoubtPlace.of(found.getLast()).cursor() : null));
    }

    @Get("/{id}")
    @Operation(summary = "One doubted reading")
    HttpResponse<?> get(@Parameter(hidden = true) TenantId tenant, UUID id) {
        var doubt = findDoubts.withId(tenant, new DoubtId(id));
        return doubt.isPresent() ? HttpResponse.ok(shown(doubt.get())) : unknown();
    }

    @Post("/{id}/accept")
    @Operation(summary = "The photo was read rightly: it becomes a reading")
    HttpResponse<?> accept(@Parameter(hidden = true) TenantId tenant, UUID id, Authentication who) {
        return decide(tenant, id, new Decision.Accept(), who);
    }

    @Post("/{id}/correct")
    @Operation(summary = "The photo shows another index: that becomes a reading")
    HttpResponse<?> correct(
            @Parameter(hidden = true) TenantId tenant,
            UUID id,
            @Body @Valid Correction correction,
            Authentication who) {
        var index = MeterIndex.parse(correction.index());
        return index.isPresent()
                ? decide(tenant, id, new Decision.Correct(index.get()), who)
                : Problem.answer(
                        HttpStatus.BAD_REQUEST, "bad-index", "an index is up to 8 digits and 3 decimals, 01234.5");
    }

    @Post("/{id}/reject")
    @Operation(summary = "The photo is no reading")
    HttpResponse<?> reject(
            @Parameter(hidden = true) TenantId tenant, UUID id, @Body @Valid Rejection rejection, Authentication who) {
        return decide(tenant, id, new Decision.Reject(rejection.reason()), who);
    }

    private HttpResponse<?> decide(TenantId tenant, UUID id, Decision decision, Authentication who) {
        return switch (decideDoubt.decide(tenant, new DoubtId(id), decision, who.getName())) {
            case Outcome.Done(var doubt) -> HttpResponse.ok(shown(doubt));
            case Outcome.DecidedDifferently(var doubt) ->
                Problem.answer(
                        HttpStatus.CONFLICT,
                        "decided-differently",
                        "it was " + doubt.status().name() + " before");
            case Outcome.NotOnThisDial(var digits, var decimals) ->
                Problem.answer(
                        HttpStatus.UNPROCESSABLE_ENTITY,
                        "not-on-this-dial",
                        "this meter shows " + digits + " digits and " + decimals + " decimals");
            case Outcome.Unknown unknown -> unknown();
        };
    }

    private static HttpResponse<?> unknown() {
        return Problem.answer(HttpStatus.NOT_FOUND, "unknown-review", "there is no such doubted reading");
    }

    private static DoubtShown shown(Doubt doubt) {
        var decision = doubt.decision();
        var decidedIndex = decision == null ? null : decision.index();
        return new DoubtShown(
                doubt.id().value(),
                doubt.origin().photoId(),
                doubt.origin().messageId(),
                doubt.meter().value(),
                doubt.meterSerial(),
                doubt.code(),
                doubt.evidence().byName(),
                doubt.candidates().stream()
                        .map(candidate -> new CandidateShown(candidate.dial(), candidate.confidence()))
                        .toList(),
                doubt.dial(),
                doubt.index().value(),
                Units.of(doubt.meterType()),
                doubt.period().toString(),
                doubt.origin().receivedAt(),
                doubt.expiresAt(),
                doubt.status(),
                decidedIndex == null ? null : decidedIndex.value(),
                decision == null ? null : decision.by(),
                decision == null ? null : decision.at(),
                decision == null ? null : decision.reason());
    }
}
