package org.meterline.review;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.Channel;
import org.meterline.contracts.ContactIdentity;
import org.meterline.contracts.MeterType;
import org.meterline.platform.TenantId;
import org.meterline.readings.MeterIndex;
import org.meterline.readings.PhotoOrigin;
import org.meterline.readings.ReadingId;

/**
 * What a person decided about a doubted reading, or that nobody did in time. Published synchronously inside the transaction of the
 * decision, once per doubt: a listener that throws undoes the decision.
 */
public sealed interface ReviewNews {

    /** Where the photo came from, and where the answer goes. */
    PhotoOrigin origin();

    String meterSerial();

    MeterType meterType();

    default TenantId tenant() {
        return origin().tenant();
    }

    default String messageId() {
        return origin().messageId();
    }

    default String photoId() {
        return origin().photoId();
    }

    default Channel channel() {
        return origin().channel();
    }

    default String receivingNumber() {
        return origin().receivingNumber();
    }

    default List<ContactIdentity> contact() {
        return origin().contact();
    }

    /** It was right as it was read: it is a reading now. */
    record Accepted(
            PhotoOrigin origin,
            String meterSerial,
            MeterType meterType,
            ReadingId reading,
            MeterIndex index,
            String dial,
            YearMonth period,
            @Nullable BigDecimal consumption)
            implements ReviewNews {}

    /** The person read something else in the photo: that is a reading now. */
    record Corrected(
            PhotoOrigin origin,
            String meterSerial,
            MeterType meterType,
            ReadingId reading,
            MeterIndex index,
            String dial,
            YearMonth period,
            @Nullable BigDecimal consumption)
            implements ReviewNews {}

    /**
     * It is no reading.
     *
     * @param reason the reviewer's words, for the trail; not for the customer as they stand
     */
    record Rejected(
            PhotoOrigin origin,
            String meterSerial,
            MeterType meterType,
            String dial,
            YearMonth period,
            @Nullable String reason)
            implements ReviewNews {}

    /** Nobody decided in time: it is no reading. */
    record Expired(PhotoOrigin origin, String meterSerial, MeterType meterType) implements ReviewNews {}
}
