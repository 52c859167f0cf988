package org.meterline.ocr;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.Channel;
import org.meterline.contracts.ContactIdentity;
import org.meterline.contracts.Event;
import org.meterline.contracts.PhotoName;

/**
 * A photo with what its message tells about it.
 *
 * @param traceparent where in its trace its message was claimed; null for one that an older version claimed
 * @param settled the event that tells what was made of it; null while it was not read
 */
record KnownPhoto(
        PhotoName name,
        Instant receivedAt,
        Channel channel,
        String receivingNumber,
        @Nullable String userPhone,
        List<ContactIdentity> contact,
        @Nullable String traceparent,
        @Nullable Event settled) {

    Optional<Event> told() {
        return Optional.ofNullable(settled);
    }

    /** Only the name: the rest tells who someone is. */
    @Override
    public String toString() {
        return "KnownPhoto[" + name.id() + "]";
    }
}
