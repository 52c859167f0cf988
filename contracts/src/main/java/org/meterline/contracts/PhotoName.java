package org.meterline.contracts;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a photo and its place in the bucket. The first photo of a message is named like the message, further ones get
 * {@code -2}, {@code -3} …; a stored photo's key is {@code meters/{yyyy}/{MM}/{photoId}.{extension}}.
 *
 * @param messageId the message it came with
 * @param number its place in that message, from 1
 */
public record PhotoName(String messageId, int number) {

    /** The folder of photos that are read: the bucket notifies for it, and for nothing else. */
    public static final String READ_FOLDER = "meters/";

    /**
     * The {@code eventName} in a notification of the bucket's kind that an operator wrote: a stored photo is to be read again by
     * the reader of today, unless that one has read it.
     */
    public static final String REPLAY_EVENT_NAME = "ObjectCreated:Replay";

    /** The folder of files that are kept but not read. */
    public static final String UNREAD_FOLDER = "unread/";

    private static final Pattern PHOTO_ID = Pattern.compile("((?:SM|MM)[0-9a-fA-F]{32})(?:-([2-9]|10))?");
    private static final Pattern KEY = Pattern.compile("meters/\\d{4}/\\d{2}/([^/.]+)\\.[a-z0-9]{2,4}");
    private static final int NUMBER_MAX = 10; // what one message of the provider can carry

    public PhotoName {
        if (number < 1 || number > NUMBER_MAX) {
            throw new IllegalArgumentException("a message has photos 1 to " + NUMBER_MAX + ", not " + number);
        }
    }

    /** The photo's id. */
    public String id() {
        return number == 1 ? messageId : messageId + "-" + number;
    }

    /** The name behind a photo's id; empty for anything else. */
    public static Optional<PhotoName> parse(String photoId) {
        var match = PHOTO_ID.matcher(photoId);
        if (!match.matches()) {
            return Optional.empty();
        }
        var number = match.group(2) == null ? 1 : Integer.parseInt(match.group(2));
        return Optional.of(new PhotoName(match.group(1), number));
    }

    /** The name of the photo stored under a key; empty for keys that hold no photo to read. */
    public static Optional<PhotoName> ofKey(String key) {
        var match = KEY.matcher(key);
        return match.matches() ? parse(match.group(1)) : Optional.empty();
    }

    /** The key of the photo in the bucket, by the month (UTC) in which its message was received. */
    public String key(String folder, Instant receivedAt, String extension) {
        var day = receivedAt.atOffset(ZoneOffset.UTC);
        return String.format(
                Locale.ROOT, "%s%04d/%02d/%s.%s", folder, day.getYear(), day.getMonthValue(), id(), extension);
    }
}
