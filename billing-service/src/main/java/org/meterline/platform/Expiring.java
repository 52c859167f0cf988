package org.meterline.platform;

import java.time.Instant;

/**
 * Things of one kind that end when their time is over, a singleton bean per kind. One job ends them, a few at a time; what ends
 * twice ends once.
 */
public interface Expiring {

    /** What they are, for the log: "held photos". */
    String name();

    /** How many are over now. */
    long over(Instant now);

    /** Ends at most so many of them, the oldest first, and says how many that were; 0 when none is left that can be ended. */
    int end(Instant now, int max);
}
