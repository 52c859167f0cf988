package org.meterline.readings;

import org.meterline.contracts.ReadingCaptured;
import org.meterline.contracts.ReadingFailed;
import org.meterline.contracts.ReadingUnreadable;
import org.meterline.platform.TenantId;

/** Where the reader's events came from. */
final class Origins {

    private Origins() {}

    static PhotoOrigin of(TenantId tenant, ReadingCaptured event) {
        return new PhotoOrigin(
                tenant,
                event.messageId(),
                event.photoId(),
                event.channel(),
                event.receivingNumber(),
                event.contact(),
                event.receivedAt());
    }

    static PhotoOrigin of(TenantId tenant, ReadingUnreadable event) {
        return new PhotoOrigin(
                tenant,
                event.messageId(),
                event.photoId(),
                event.channel(),
                event.receivingNumber(),
                event.contact(),
                event.receivedAt());
    }

    static PhotoOrigin of(TenantId tenant, ReadingFailed event) {
        return new PhotoOrigin(
                tenant,
                event.messageId(),
                event.photoId(),
                event.channel(),
                event.receivingNumber(),
                event.contact(),
                event.receivedAt());
    }
}
