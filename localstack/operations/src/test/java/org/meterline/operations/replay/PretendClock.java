package org.meterline.operations.replay;

/** Time that passes only when somebody sleeps, or a test says so. */
final class PretendClock implements Pace.Clock {

    private long nanos = -500_000_000; // nanoTime may be negative, too

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public void sleep(long nanos) {
        pass(nanos);
    }

    void pass(long nanos) {
        if (nanos <= 0) {
            throw new IllegalArgumentException("time does not stand still");
        }
        this.nanos += nanos;
    }
}
