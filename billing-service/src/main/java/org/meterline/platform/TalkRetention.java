package org.meterline.platform;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/**
 * How long is kept what customers said and what was said to them: {@code meterline.expiry.talk-kept-for}, 430 days.
 *
 * <p>The rows are not only history. The key of a customer's part is what makes a message that is told again be answered once, and
 * the key of an answer makes it be said once. So they outlive whatever may tell something again:
 *
 * <ul>
 *   <li>Twilio repeats a webhook within minutes, its list is searched for hours, a status callback comes within days; the claim in
 *       the message table, which is kept for {@code MESSAGE_RETENTION_DAYS} (400), holds those off before billing hears of them.
 *   <li>The broker's ladder takes eleven minutes, an outage as long as it lasts.
 *   <li>A replay tells of any message that the message table still has, up to its last day. The rows live thirty days longer,
 *       because DynamoDB may take some days to end an item, and a doubt is decided up to sixty days after its photo: its answer's
 *       row is that much younger than the photo's.
 * </ul>
 *
 * Whoever makes {@code MESSAGE_RETENTION_DAYS} longer makes this longer as well. A dead letter that waited longer than this before
 * it was replayed is answered as if it were new.
 */
@Singleton
public final class TalkRetention {

    private static final Duration SHORTEST =
            Duration.ofDays(30); // whatever an operator says: nothing is repeated so late

    private final Duration keptFor;

    /** @param keptFor at least thirty days */
    public TalkRetention(@Value("${meterline.expiry.talk-kept-for:430d}") Duration keptFor) {
        if (keptFor.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "meterline.expiry.talk-kept-for is at least " + SHORTEST.toDays() + " days");
        }
        this.keptFor = keptFor;
    }

    /** What is older than this has been kept long enough. */
    public Instant endOf(Instant now) {
        return now.minus(keptFor);
    }
}
