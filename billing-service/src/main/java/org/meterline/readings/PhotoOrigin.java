package org.meterline.readings;

import java.time.Instant;
import java.util.List;
import org.meterline.contracts.Channel;
import org.meterline.contracts.ContactIdentity;
import org.meterline.platform.TenantId;

/**
 * Where a photo or a typed number came from, and where its answer goes. Its text form keeps the person to itself.
 *
 * @param photoId the photo; for a typed number the message's own id
 * @param receivingNumber the utility's number that it was sent to, E.164
 * @param contact every name that the sender is known by
 */
public record PhotoOrigin(
        TenantId tenant,
        String messageId,
        String photoId,
        Channel channel,
        String receivingNumber,
        List<ContactIdentity> contact,
        Instant receivedAt) {

    @Override
    public String toString() {
        return "PhotoOrigin[" + tenant + ", " + photoId + "]";
    }
}
