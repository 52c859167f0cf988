package org.meterline.stack;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.meterline.operations.replay.ReplayReport;

/** Says how far a replay has come: on a console a line that changes, in a file a line now and then. */
final class ReplayProgress {

    private static final long ON_CONSOLE_NANOS = 200_000_000L;
    private static final long IN_FILE_NANOS = 10_000_000_000L;

    private final PrintStream out;
    private final boolean isConsole;
    private final LongSupplier nanos;
    private long saidNanos;
    private @Nullable ReplayReport unsaid;
    private boolean isLineOpen;

    /** @param nanos the time, as {@link System#nanoTime} tells it */
    ReplayProgress(PrintStream out, boolean isConsole, LongSupplier nanos) {
        this.out = out;
        this.isConsole = isConsole;
        this.nanos = nanos;
        saidNanos = nanos.getAsLong();
    }

    /** One message further. */
    void at(ReplayReport report) {
        unsaid = report;
        if (nanos.getAsLong() - saidNanos >= (isConsole ? ON_CONSOLE_NANOS : IN_FILE_NANOS)) {
            say(report);
        }
    }

    /** Nothing more comes: a line that was begun is ended, with the last there was to say. */
    void end() {
        if (isLineOpen) {
            if (unsaid != null) {
                say(unsaid);
            }
            out.println();
            isLineOpen = false;
        }
    }

    private void say(ReplayReport report) {
        var line = String.format(Locale.ROOT, "%d found, %d replayed", report.found(), report.replayed());
        if (isConsole) {
            out.print("\r" + line);
            isLineOpen = true;
        } else {
            out.println(line);
        }
        out.flush();
        saidNanos = nanos.getAsLong();
        unsaid = null;
    }
}
