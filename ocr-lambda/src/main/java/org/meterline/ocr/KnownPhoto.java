package org.meterline.ocr;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.Channel;
import org.meterline.contracts.ContactIdentity;
import org.meterline.contracts.PhotoEvent;
import org.meterline.contracts.PhotoName;
import org.meterline.contracts.ReadingFailed;

/**
 * A photo with what its message tells about it.
 *
 * @param traceparent where in its trace its message was claimed; null for one that an older version claimed
 * @param results the events that tell what was made of it, one per reader version, the first to be kept first; empty while it was
 *     not read
 */
record KnownPhoto(
        PhotoName name,
        Instant receivedAt,
        Channel channel,
        String receivingNumber,
        @Nullable String userPhone,
        List<ContactIdentity> contact,
        @Nullable String traceparent,
        List<PhotoEvent> results) {

    KnownPhoto {
        results = List.copyOf(results);
    }

    /** Whether a reader of this version has come to an end with it, other than by giving up. */
    boolean wasReadBy(String readerVersion) {
        return results.stream()
                .anyMatch(result -> !(result instanceof ReadingFailed)
                        && result.readerVersion().equals(readerVersion));
    }

    /** Only the name: the rest tells who someone is. */
    @Override
    public String toString() {
        return "KnownPhoto[" + name.id() + "]";
    }
}
