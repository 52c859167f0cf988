package org.meterline.contracts;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reader saw a dial in a photo. Whether the customer's meter can show that is for billing to decide.
 *
 * @param userPhone the sender's number in E.164; null when WhatsApp withholds it
 * @param meterType what the meter counts; null when the photo does not tell
 * @param meterReading the best candidate's dial, {@code "01234.567"}
 * @param imageS3Key the photo's key in the bucket
 * @param confidence the best candidate's confidence, 0 to 1
 * @param receivedAt when the message was received
 * @param photoId the photo: the message's id, then {@code -2} … for further photos of one message
 * @param channel the channel it came by, and the one to answer on
 * @param receivingNumber the utility's number, in E.164; it names the tenant
 * @param contact every name the sender is known by
 * @param candidates one to three ways to read the dial, best first
 * @param imageSha256 the photo's SHA-256, lower-case hex
 * @param perceptualHash what the counter's surroundings look like, 256 bits in hex: two that differ in at most 40 of them are most
 *     likely one photo; null when it was not taken
 * @param serial the meter's serial number where it was legible
 * @param findings what is doubtful about the photo; empty for a good one
 * @param readerVersion the reader and models that read it
 */
public record ReadingCaptured(
        String messageId,
        @Nullable String userPhone,
        @Nullable MeterType meterType,
        String meterReading,
        String imageS3Key,
        BigDecimal confidence,
        Instant receivedAt,
        String photoId,
        Channel channel,
        String receivingNumber,
        List<ContactIdentity> contact,
        List<Candidate> candidates,
        String imageSha256,
        @Nullable String perceptualHash,
        @Nullable String serial,
        List<QualityFinding> findings,
        String readerVersion)
        implements PhotoEvent {

    @Override
    public EventType type() {
        return EventType.READING_CAPTURED;
    }

    /** The event's id and nothing personal, so that it may stand in a log. */
    @Override
    public String toString() {
        return eventId();
    }
}
