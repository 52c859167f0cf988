package org.meterline.readings;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.Candidate;
import org.meterline.contracts.Channel;
import org.meterline.contracts.ContactIdentity;
import org.meterline.contracts.MeterType;
import org.meterline.contracts.UnreadableReason;
import org.meterline.customers.Meter;
import org.meterline.customers.MeterId;
import org.meterline.platform.TenantId;

/**
 * What became of a photo, or of a number that was typed instead of one. Published synchronously inside the transaction that
 * decided it: a listener that throws undoes the decision. {@link Held} and {@link WhichMeter} are followed by other news of the
 * same photo later; all others are the last word.
 */
public sealed interface PhotoNews {

    /** Where it came from, and where the answer goes. */
    PhotoOrigin origin();

    default TenantId tenant() {
        return origin().tenant();
    }

    default String messageId() {
        return origin().messageId();
    }

    /** The photo; for a typed number the message's own id. */
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

    /**
     * It is a reading now.
     *
     * @param dial the digits as they stand on this meter's dial, {@code "01234.5"}
     * @param consumption since the reading before, with the multiplier; null for a first reading
     * @param typed whether it was typed and no photo shows it
     */
    record Accepted(
            PhotoOrigin origin,
            ReadingId reading,
            MeterId meter,
            String meterSerial,
            MeterType meterType,
            MeterIndex index,
            String dial,
            YearMonth period,
            @Nullable BigDecimal consumption,
            boolean typed,
            Set<ReadingNote> notes)
            implements PhotoNews {}

    /**
     * A person will look at it.
     *
     * @param index the best guess
     * @param dial the best guess as it would stand on this meter's dial
     * @param candidates everything the reader thought of, best first
     */
    record Doubted(
            PhotoOrigin origin,
            DoubtCode code,
            Evidence evidence,
            MeterId meter,
            String meterSerial,
            MeterType meterType,
            MeterIndex index,
            String dial,
            YearMonth period,
            List<Candidate> candidates,
            String imageS3Key)
            implements PhotoNews {}

    /**
     * It is turned down, for a reason that the customer can mend.
     *
     * @param meterSerial the meter that it was judged on; null when there was none
     * @param typed whether it was typed and no photo shows it
     */
    record Refused(
            PhotoOrigin origin,
            RefusalCode code,
            Evidence evidence,
            @Nullable String meterSerial,
            boolean typed) implements PhotoNews {}

    /** There was no dial to read in the photo. */
    record Unreadable(PhotoOrigin origin, UnreadableReason reason) implements PhotoNews {}

    /** We failed to read the photo, through no fault of it. */
    record Failed(PhotoOrigin origin) implements PhotoNews {}

    /** Nobody knows this sender: it is kept until they say which account they speak for. */
    record Held(PhotoOrigin origin, boolean typed) implements PhotoNews {}

    /**
     * It may be any of several meters: it is kept until the sender says which.
     *
     * @param meters at least two
     * @param typed whether it was typed: then nothing is kept, and it is recorded again with the meter that was chosen
     */
    record WhichMeter(PhotoOrigin origin, List<Meter> meters, boolean typed) implements PhotoNews {}
}
