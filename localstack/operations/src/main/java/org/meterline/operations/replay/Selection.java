package org.meterline.operations.replay;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.MessageTable.IngestState;
import org.meterline.contracts.MessageTable.OcrState;
import org.meterline.contracts.MessageTable.Outcome;
import org.meterline.operations.store.MessageRecord;

/**
 * Which messages are meant: those with an id, or those that were received in a time and stand in a state.
 *
 * @param ids of messages or of photos; empty for any
 * @param from the earliest; null for the first there is
 * @param to the latest; null for the last
 * @param state where the message, one of its photos or one of its parts stands: RECEIVED, STORED, PUBLISHED, READ, RECORDED …, or
 *     {@link #UNSETTLED}; null for any
 */
public record Selection(
        Set<String> ids,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String state) {

    /** The state of a message that a part of has come to no end yet. */
    public static final String UNSETTLED = "UNSETTLED";

    /** Every state that there is. */
    public static final Set<String> STATES = Stream.<Object[]>of(
                    IngestState.values(), OcrState.values(), Outcome.values(), new Object[] {UNSETTLED})
            .flatMap(Arrays::stream)
            .map(Object::toString)
            .collect(Collectors.collectingAndThen(
                    Collectors.toCollection(LinkedHashSet::new), Collections::unmodifiableSet));

    private static final Pattern FURTHER_PHOTO = Pattern.compile("(MM[0-9a-fA-F]{32})-\\d{1,2}");

    public Selection {
        ids = Set.copyOf(ids);
    }

    /** The message that an id names: its own, or that of the photo. */
    static String messageOf(String id) {
        var photo = FURTHER_PHOTO.matcher(id);
        return photo.matches() ? photo.group(1) : id;
    }

    boolean covers(MessageRecord message) {
        return (from == null || !message.receivedAt().isBefore(from))
                && (to == null || !message.receivedAt().isAfter(to))
                && (state == null || stands(message, state));
    }

    private static boolean stands(MessageRecord message, String state) {
        if (state.equals(UNSETTLED)) {
            return message.parts().stream().anyMatch(part -> part.outcome() == null);
        }
        return state.equals(message.ingestState())
                || message.parts().stream()
                        .anyMatch(part -> state.equals(part.outcome()) || state.equals(part.ocrState()));
    }
}
