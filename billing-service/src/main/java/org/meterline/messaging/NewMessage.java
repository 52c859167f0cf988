package org.meterline.messaging;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.Channel;

/**
 * Something to be said. Its text form keeps the words and the person to itself.
 *
 * @param key what it is the answer to, and which answer: said once per tenant
 * @param contact the contact's id, for the history; null when there is none
 * @param channel the channel that is tried first
 * @param purpose what it is for, a word such as {@code photo.accepted}
 * @param text the words, at most {@link #TEXT_MAX} characters
 * @param template what may be sent instead once the session window has closed; null when nothing may
 * @param passesOptOut whether it goes even to those who said STOP: only their confirmation does
 * @param aboutMessageId the customer's message that it answers; null when it answers none
 * @param aboutPhotoId the photo that it answers; null when it answers none
 */
public record NewMessage(
        String key,
        @Nullable UUID contact,
        Address address,
        Channel channel,
        Priority priority,
        String purpose,
        Locale locale,
        String text,
        @Nullable Template template,
        boolean passesOptOut,
        @Nullable String aboutMessageId,
        @Nullable String aboutPhotoId) {

    /** The longest text that every channel takes. */
    public static final int TEXT_MAX = 1_024;

    public NewMessage {
        if (text.isBlank() || text.length() > TEXT_MAX) {
            throw new IllegalArgumentException("a text has 1 to " + TEXT_MAX + " characters, not " + text.length());
        }
    }

    /**
     * An approved text with blanks, by its name in the registry.
     *
     * @param values what goes into the blanks {@code 1}, {@code 2} …, in order
     */
    public record Template(String name, List<String> values) {}

    @Override
    public String toString() {
        return "NewMessage[" + purpose + "]";
    }
}
