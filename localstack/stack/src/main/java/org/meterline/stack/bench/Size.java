package org.meterline.stack.bench;

/**
 * How much a bench does.
 *
 * @param pairs how often both sides are measured
 * @param warmUps how often the service does it before, unmeasured, so that its code is compiled
 * @param single how many events go one by one in one measurement
 * @param batched how many go in batches
 */
public record Size(int pairs, int warmUps, int single, int batched) {

    /** Enough to believe. */
    public static final Size WHOLE = new Size(5, 2, 4_000, 24_000);

    /** Only to see that it runs. */
    public static final Size TINY = new Size(1, 0, 200, 1_600);

    /** The same with another number of pairs. */
    public Size withPairs(int number) {
        return new Size(number, warmUps, single, batched);
    }
}
