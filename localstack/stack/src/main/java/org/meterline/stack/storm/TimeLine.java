package org.meterline.stack.storm;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** What went wrong when, on which part, and for how long; and a clock that begins with the storm. */
final class TimeLine {

    private final Instant began = Instant.now();
    private final long beganNanos = System.nanoTime();
    private final PrintStream out;
    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    /** One fault. @param what it hit */
    record Entry(FaultKind kind, String what, Duration from, Duration to) {

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%7.1f s  %-34s %-24s %5.1f s",
                    from.toMillis() / 1e3,
                    kind,
                    what,
                    to.minus(from).toMillis() / 1e3);
        }
    }

    TimeLine(PrintStream out) {
        this.out = out;
    }

    Duration now() {
        return Duration.ofNanos(System.nanoTime() - beganNanos);
    }

    /** When that was, seen from the storm's beginning. */
    Duration at(Instant when) {
        return Duration.between(began, when);
    }

    void add(FaultKind kind, String what, Duration from) {
        var entry = new Entry(kind, what, from, now());
        entries.add(entry);
        say("%s", entry);
    }

    /** A line for whoever watches. */
    void say(String words, Object... values) {
        synchronized (out) {
            out.printf(Locale.ROOT, words + "%n", values);
            out.flush();
        }
    }

    List<Entry> entries() {
        return entries;
    }

    /** Whether something was wrong, or only just right again, in a span of time. */
    boolean explains(Duration from, Duration to, Duration aftermath) {
        return entries.stream()
                .anyMatch(entry -> entry.from.compareTo(to) <= 0
                        && entry.to.plus(aftermath).compareTo(from) >= 0);
    }
}
