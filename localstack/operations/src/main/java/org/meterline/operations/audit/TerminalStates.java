package org.meterline.operations.audit;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.meterline.contracts.MessageTable.Outcome;
import org.meterline.operations.store.MessageRecord;
import org.meterline.operations.store.Stores;

/**
 * Every part of a raw message has come to an end, the index knows it, and where billing gave a verdict the table tells the same.
 * Both are read one after the other, so only verdicts from before the audit's limit are compared.
 */
final class TerminalStates extends Check {

    private static final Set<String> OUTCOMES =
            Arrays.stream(Outcome.values()).map(Outcome::name).collect(Collectors.toUnmodifiableSet());

    /** What the table tells when billing's last word, apart from a person's, is this. */
    private static final Map<String, Outcome> OUTCOME_OF_VERDICT = Map.of(
            "ACCEPTED", Outcome.RECORDED,
            "DOUBTED", Outcome.DOUBTED,
            "REFUSED", Outcome.REFUSED,
            "UNREADABLE", Outcome.UNREADABLE,
            "FAILED", Outcome.FAILED,
            "HELD", Outcome.ANSWERED);

    private static final Set<Outcome> TOLD_BY_VERDICTS =
            Set.of(Outcome.RECORDED, Outcome.DOUBTED, Outcome.REFUSED, Outcome.UNREADABLE);

    private static final String VERDICTS = """
            select distinct on (photo_id) photo_id, verdict, said_at <= ? as is_settled
            from readings.verdict where not reviewed order by photo_id, id desc
            """;

    private static final int TOO_YOUNG = 100;

    private final Ids verdicts = new Ids();

    TerminalStates(Scope scope) {
        super(Rule.TERMINAL_STATES, scope);
    }

    @Override
    void begin(Stores stores) {
        stores.database()
                .forEach(
                        VERDICTS,
                        row -> verdicts.put(
                                row.getString("photo_id"),
                                row.getBoolean("is_settled")
                                        ? OUTCOME_OF_VERDICT
                                                .getOrDefault(row.getString("verdict"), Outcome.IGNORED)
                                                .ordinal()
                                        : TOO_YOUNG),
                        scope.until());
    }

    @Override
    boolean wantsRecords() {
        return true;
    }

    @Override
    void see(MessageRecord message) {
        if (!scope.covers(message.receivedAt())) {
            return;
        }
        if (message.parts().isEmpty()) {
            tally.add("message without parts", message.messageId());
        }
        var open = 0;
        for (var part : message.parts()) {
            open += part.outcome() == null ? 1 : 0;
            see(part);
        }
        var isPublished = "PUBLISHED".equals(message.ingestState());
        if (!isPublished) {
            tally.add("not published", message.messageId());
        }
        if (isPublished && open == 0 && message.unsettled()) {
            tally.add("at rest, but listed as unsettled", message.messageId());
        }
        if (open > 0 && !message.unsettled()) {
            tally.add("not at rest, and the index does not know it", message.messageId());
        }
    }

    private void see(MessageRecord.Part part) {
        var outcome = part.outcome();
        if (outcome == null) {
            tally.add("no terminal state", part.id());
        } else if (!OUTCOMES.contains(outcome)) {
            tally.add("unknown terminal state", part.id());
        } else {
            compare(part.id(), Outcome.valueOf(outcome));
        }
    }

    private void compare(String partId, Outcome told) {
        var verdict = verdicts.markOf(partId);
        if (verdict == Ids.NONE) {
            if (TOLD_BY_VERDICTS.contains(told)) {
                tally.add("a terminal state that billing never decided", partId);
            }
        } else if (verdict != TOO_YOUNG && verdict != told.ordinal()) {
            tally.add("a terminal state other than billing's verdict", partId);
        }
    }
}
