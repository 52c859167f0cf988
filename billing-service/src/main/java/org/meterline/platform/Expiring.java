package org.meterline.platform;

import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

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

    /**
     * Ends them one by one and says how many that were. One thing's failure is told and is no other's; a dependency that is down
     * is everybody's and is thrown.
     */
    static <T> int oneByOne(List<T> things, Predicate<T> end, BiConsumer<T, RuntimeException> failed) {
        var ended = 0;
        for (var thing : things) {
            try {
                ended += end.test(thing) ? 1 : 0;
            } catch (RuntimeException failure) { // the edge between one thing and the next
                if (DependencyDown.isBehind(failure)) {
                    throw failure;
                }
                failed.accept(thing, failure);
            }
        }
        return ended;
    }
}
