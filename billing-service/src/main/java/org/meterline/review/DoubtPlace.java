package org.meterline.review;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** A place in the list of doubts, to go on from: the doubt that was seen last. */
public record DoubtPlace(Instant receivedAt, DoubtId id) {

    /** The place of a doubt. */
    public static DoubtPlace of(Doubt doubt) {
        return new DoubtPlace(doubt.origin().receivedAt(), doubt.id());
    }

    /** The place as text for addresses; nobody but {@link #parse} looks inside. */
    public String cursor() {
        var plain = receivedAt + "/" + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /** The place behind a cursor; empty for anything else. */
    public static Optional<DoubtPlace> parse(String cursor) {
        try {
            var plain = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            var slash = plain.indexOf('/');
            if (slash < 0) {
                return Optional.empty();
            }
            return Optional.of(new DoubtPlace(
                    Instant.parse(plain.substring(0, slash)),
                    new DoubtId(UUID.fromString(plain.substring(slash + 1)))));
        } catch (IllegalArgumentException | DateTimeException nonsense) {
            return Optional.empty();
        }
    }
}
