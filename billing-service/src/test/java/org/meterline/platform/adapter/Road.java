package org.meterline.platform.adapter;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.MessageTable.Outcome;

/** A way that a customer's errand takes through billing, and all that is to be found of it once it came to its end. */
enum Road {
    /** A photo becomes a reading. */
    PHOTO(Outcome.RECORDED, 1, 1, null, "ACCEPTED"),
    /** Words are answered. */
    TEXT(Outcome.ANSWERED, 1, 0, null),
    /** A number that was typed becomes a reading. */
    TYPED(Outcome.RECORDED, 1, 1, null, "ACCEPTED"),
    /** A stranger's photo is held; then the stranger says who they are, in two messages, and it becomes a reading. */
    STRANGER(Outcome.RECORDED, 4, 1, null, "HELD", "ACCEPTED"),
    /** A photo is doubted; a person finds it right. */
    ACCEPTED(Outcome.DOUBTED, 2, 1, "accept", "DOUBTED", "ACCEPTED"),
    /** A photo is doubted; a person sees something else in it. */
    CORRECTED(Outcome.DOUBTED, 2, 1, "correct", "DOUBTED", "ACCEPTED"),
    /** A photo is doubted; a person finds no reading in it. */
    REJECTED(Outcome.DOUBTED, 2, 0, "reject", "DOUBTED", "REFUSED"),
    /** A photo fails at every attempt, and waits as a dead letter. */
    POISON(Outcome.FAILED, 1, 0, null, "FAILED"),
    /** Likewise; a person throws it away. */
    DISCARDED(Outcome.FAILED, 1, 0, "discard", "FAILED"),
    /** A photo fails until a fault of ours is mended; then a person takes the dead letter back, and it becomes a reading. */
    REPLAYED(Outcome.RECORDED, 2, 1, "replay", "FAILED", "ACCEPTED"),
    /** Others hear of something, by the outbox. */
    STATUS(null, 0, 0, null);

    private final @Nullable Outcome outcome;
    private final int answers;
    private final int readings;
    private final @Nullable String decision;
    private final List<String> verdicts;

    Road(@Nullable Outcome outcome, int answers, int readings, @Nullable String decision, String... verdicts) {
        this.outcome = outcome;
        this.answers = answers;
        this.readings = readings;
        this.decision = decision;
        this.verdicts = List.of(verdicts);
    }

    /** What becomes of the customer's first message; null for what is nobody's message. */
    @Nullable
    Outcome outcome() {
        return outcome;
    }

    /** How often the customer hears of us. */
    int answers() {
        return answers;
    }

    /** How many readings there are more than before. */
    int readings() {
        return readings;
    }

    /** What a person has to decide, as the API calls it; null for nothing. */
    @Nullable
    String decision() {
        return decision;
    }

    /** What is judged of the first message, in order. */
    List<String> verdicts() {
        return verdicts;
    }

    boolean isDoubted() {
        return verdicts.contains("DOUBTED");
    }

    boolean dies() {
        return verdicts.contains("FAILED");
    }
}
