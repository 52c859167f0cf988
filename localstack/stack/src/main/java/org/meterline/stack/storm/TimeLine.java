package org.meterline.stack.storm;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What went wrong when, on which part, and for how long; and a clock that begins with the storm. */
final class TimeLine {

    private final Instant began = Instant.now();
    private final long beganNanos = System.nanoTime();
    private final PrintStream out;
    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    /**
     * One fault.
     *
     * @param target the part or the line
     * @param without why it had no effect; empty when it had one
     * @param to when it was over, and those that were hit could begin to come back
     * @param back when all that it had hit was ready again; null as long as that is not so
     */
    record Entry(
            FaultKind kind,
            String target,
            String without,
            Duration from,
            Duration to,
            @Nullable Duration back) {

        boolean hadEffect() {
            return without.isEmpty();
        }

        String what() {
            return hadEffect() ? target : target + ", without effect: " + without;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%7.1f s  %-34s %-24s %5.1f s",
                    from.toMillis() / 1e3,
                    kind,
                    what(),
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

    /** Notes a fault that is over. @param without why it had no effect; empty when it had one */
    Entry add(FaultKind kind, String target, String without, Duration from) {
        var entry = new Entry(kind, target, without, from, now(), null);
        entries.add(entry);
        say("%s", entry);
        return entry;
    }

    /** Notes that all that a fault had hit is ready again. */
    void back(Entry fault) {
        var back = now();
        entries.replaceAll(entry -> entry.equals(fault)
                ? new Entry(fault.kind, fault.target, fault.without, fault.from, fault.to, back)
                : entry);
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

    /** Those faults that hit somebody. */
    List<Entry> felt() {
        return entries.stream().filter(Entry::hadEffect).toList();
    }

    /** Whether a fault explains that a webhook was not answered that was under way in a span of time. */
    boolean explains(Duration from, Duration to) {
        return entries.stream().anyMatch(fault -> WebhookWay.isBarredBy(fault, from, to));
    }
}
