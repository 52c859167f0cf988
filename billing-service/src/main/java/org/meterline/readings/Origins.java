package org.meterline.readings;

import org.meterline.contracts.PhotoEvent;
import org.meterline.platform.TenantId;

/** Where the reader's events came from. */
final class Origins {

    private Origins() {}

    static PhotoOrigin of(TenantId tenant, PhotoEvent event) {
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
