package org.meterline.messaging.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * A right to act so many times a second, saved up to a limit. Counts thousandths of a token, so that nothing is lost between
 * two looks.
 */
public record TokenBucket(long milliTokens, Instant refilledAt) {

    private static final long ONE = 1_000;

    /** How fast a bucket fills, and how much it holds. */
    public record Pace(int perSecond, int burst) {}

    /** A full one. */
    public static TokenBucket full(Pace pace, Instant now) {
        return new TokenBucket(pace.burst * ONE, now);
    }

    /** The bucket as it stands at a moment. A clock that runs backwards fills nothing. */
    public TokenBucket at(Instant now, Pace pace) {
        var millis = Math.max(0, Duration.between(refilledAt, now).toMillis());
        var fullAfterMillis = pace.burst * ONE / pace.perSecond + 1;
        var gained = Math.min(millis, fullAfterMillis) * pace.perSecond;
        return millis == 0 ? this : new TokenBucket(Math.min(pace.burst * ONE, milliTokens + gained), now);
    }

    /** How many whole tokens there are. */
    public int whole() {
        return Math.toIntExact(Math.max(0, milliTokens / ONE));
    }

    /** The bucket after tokens were taken. */
    public TokenBucket less(int tokens) {
        return new TokenBucket(milliTokens - tokens * ONE, refilledAt);
    }

    /** How long until there is a whole token. */
    public Duration untilNext(Pace pace) {
        var missing = Math.max(0, ONE - milliTokens);
        return Duration.ofMillis(Math.ceilDiv(missing, (long) pace.perSecond));
    }
}
