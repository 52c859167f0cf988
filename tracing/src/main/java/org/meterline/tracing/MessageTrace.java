package org.meterline.tracing;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The trace of a customer's message. Its id is in the message's own: Twilio's {@code SM} or {@code MM} is followed by the 32 hex
 * digits that a trace id has. So whoever knows the message knows its trace, also where nothing was carried.
 */
public final class MessageTrace {

    private static final Pattern ID = Pattern.compile("(?:SM|MM)([0-9a-fA-F]{32})(?:-\\d{1,2})?");
    private static final String NO_TRACE = "0".repeat(32);

    private MessageTrace() {}

    /** The trace id of a message, or of a photo of it; empty for ids that are made otherwise. */
    public static Optional<String> idOf(String messageOrPhotoId) {
        var match = ID.matcher(messageOrPhotoId);
        return match.matches() && !match.group(1).equals(NO_TRACE)
                ? Optional.of(match.group(1).toLowerCase(Locale.ROOT))
                : Optional.empty();
    }
}
