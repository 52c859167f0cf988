package org.meterline.deadletters.adapter;

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
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.meterline.deadletters.adapter.DeadLetterRows.Decision;
import org.meterline.deadletters.adapter.DeadLetterRows.Letter;
import org.meterline.deadletters.adapter.DeadLetterRows.Status;
import org.meterline.deadletters.adapter.SettleDeadLetter.Outcome;
import org.meterline.platform.DependencyDown;
import org.meterline.platform.Problem;
import org.meterline.platform.Role;
import org.meterline.platform.TenantId;
import org.meterline.platform.TenantTransactions;
import org.meterline.platform.WorkerTransactions;

/**
 * Dead letters over HTTP, without anything personal: ids, kinds and numbers. Operators see those of their utility; an
 * administrator who names no utility sees all, and those that are nobody's.
 */
@Controller("/admin/dead-letters")
@Secured({Role.IS_ADMIN, Role.IS_OPERATOR})
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "dead letters")
class DeadLettersController {

    private static final String TENANT = "tenant"; // as the check of keys notes it
    private static final int PAGE_MAX = 100;

    private final DeadLetterRows rows;
    private final SettleDeadLetter settleDeadLetter;
    private final TenantTransactions transactions;
    private final WorkerTransactions workers;
    private final InstantSource clock;

    DeadLettersController(
            DeadLetterRows rows,
            SettleDeadLetter settleDeadLetter,
            TenantTransactions transactions,
            WorkerTransactions workers,
            InstantSource clock) {
        this.rows = rows;
        this.settleDeadLetter = settleDeadLetter;
        this.transactions = transactions;
        this.workers = workers;
        this.clock = clock;
    }

    /**
     * A dead letter.
     *
     * @param life how often it was taken back before
     * @param firstFailure the kind of failure at the first attempt, and where in our code
     * @param toldAt when the customer was told; null when there was nobody to tell
     */
    @Serdeable
    record LetterShown(
            UUID id,
            String queue,
            String eventId,
            @Nullable String type,
            @Nullable String messageId,
            int life,
            int attempts,
            @Nullable String firstFailure,
            String lastFailure,
            Instant diedAt,
            long ageSeconds,
            @Nullable Instant toldAt,
            Status status,
            List<DecisionShown> decisions) {}

    /** Who decided what about it, when and why. */
    @Serdeable
    record DecisionShown(
            Status decision, String by, @Nullable String reason, Instant at) {}

    /**
     * One page.
     *
     * @param nextCursor what to ask for further ones with; null when there are none
     */
    @Serdeable
    record Page(List<LetterShown> deadLetters, @Nullable String nextCursor) {}

    /** Why it is taken back. */
    @Serdeable
    record Replay(@Nullable @Size(max = 500) String reason) {}

    /** Why it is thrown away. */
    @Serdeable
    record Discard(@NotBlank @Size(max = 500) String reason) {}

    @Get
    @Operation(summary = "Dead letters of one status, in the order they came in, by cursor")
    HttpResponse<?> list(
            @QueryValue(defaultValue = "WAITING") Status status,
            @QueryValue @Nullable String queue,
            @QueryValue @Nullable String cursor,
            @QueryValue(defaultValue = "50") int limit,
            Authentication who) {
        if (limit < 1 || limit > PAGE_MAX) {
            return Problem.answer(HttpStatus.BAD_REQUEST, "limit-out-of-range", "a page has 1 to " + PAGE_MAX);
        }
        var after = place(cursor);
        if (after.isEmpty()) {
            return Problem.answer(HttpStatus.BAD_REQUEST, "unknown-cursor", "a cursor comes from the page before");
        }
        var found = inReach(who, () -> rows.list(status, queue, after.get(), limit + 1));
        var page = found.subList(0, Math.min(limit, found.size()));
        var next = found.size() > limit ? Long.toString(page.getLast().seq()) : null;
        return HttpResponse.ok(new Page(
                page.stream().map(letter -> shown(letter, List.of())).toList(), next));
    }

    @Get("/{id}")
    @Operation(summary = "One dead letter, with what was decided about it")
    HttpResponse<?> one(UUID id, Authentication who) {
        return inReach(
                who, () -> rows.withId(id).<HttpResponse<?>>map(this::whole).orElseGet(DeadLettersController::unknown));
    }

    @Post("/{id}/replay")
    @Operation(summary = "Puts a dead letter back into the queue that it came from; again changes nothing")
    HttpResponse<?> replay(UUID id, @Body @Nullable @Valid Replay replay, Authentication who) {
        try {
            return answer(
                    who, () -> settleDeadLetter.replay(id, who.getName(), replay == null ? null : replay.reason()));
        } catch (DependencyDown down) {
            return Problem.answer(
                    HttpStatus.SERVICE_UNAVAILABLE, "broker-out-of-reach", "the letter waits as before; try again");
        }
    }

    @Post("/{id}/discard")
    @Operation(summary = "Throws a dead letter away, with what it says; why is kept")
    HttpResponse<?> discard(UUID id, @Body @Valid Discard discard, Authentication who) {
        return answer(who, () -> settleDeadLetter.discard(id, who.getName(), discard.reason()));
    }

    private HttpResponse<?> answer(Authentication who, Supplier<Outcome> work) {
        return inReach(who, () -> switch (work.get()) {
            case Outcome.Done(var letter) -> whole(letter);
            case Outcome.DecidedDifferently(var letter) ->
                Problem.answer(HttpStatus.CONFLICT, "decided-differently", "the letter is " + letter.status());
            case Outcome.Unknown unknown -> unknown();
        });
    }

    /** In a transaction that sees what this person may see. */
    private <T> T inReach(Authentication who, Supplier<T> work) {
        var tenant = who.getAttributes().get(TENANT);
        return tenant == null ? workers.call(work) : transactions.in(TenantId.of(tenant.toString()), work);
    }

    private HttpResponse<?> whole(Letter letter) {
        return HttpResponse.ok(shown(letter, rows.decisions(letter.id())));
    }

    private LetterShown shown(Letter letter, List<Decision> decisions) {
        return new LetterShown(
                letter.id(),
                letter.queue(),
                letter.eventId(),
                letter.type(),
                letter.messageId(),
                letter.life(),
                letter.attempts(),
                letter.firstFailure(),
                letter.lastFailure(),
                letter.diedAt(),
                Duration.between(letter.diedAt(), clock.instant()).toSeconds(),
                letter.toldAt(),
                letter.status(),
                decisions.stream()
                        .map(made -> new DecisionShown(made.decision(), made.by(), made.reason(), made.at()))
                        .toList());
    }

    private static HttpResponse<?> unknown() {
        return Problem.answer(HttpStatus.NOT_FOUND, "unknown-dead-letter", "there is no such dead letter here");
    }

    private static Optional<Long> place(@Nullable String cursor) {
        try {
            return Optional.of(cursor == null ? 0L : Long.parseLong(cursor));
        } catch (NumberFormatException foreign) {
            return Optional.empty();
        }
    }
}
