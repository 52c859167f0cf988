package org.meterline.stack.supervisor;

import java.io.PrintStream;
import java.util.Locale;

/** Says what is being done, and how long it took, in one line each. */
public final class Progress {

    private final PrintStream out;
    private final long startNanos = System.nanoTime();

    public Progress(PrintStream out) {
        this.out = out;
    }

    /** Something is ready. */
    public synchronized void ready(String what, long sinceNanos) {
        out.printf(Locale.ROOT, "  %-46s ready in %4.1f s%n", what, seconds(sinceNanos));
        out.flush();
    }

    /** Something worth knowing meanwhile. */
    synchronized void say(String line) {
        out.println("  " + line);
        out.flush();
    }

    /** Since the start of it all. */
    public double secondsSoFar() {
        return seconds(startNanos);
    }

    private static double seconds(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1e9;
    }
}
