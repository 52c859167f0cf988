package org.meterline.ingest;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import org.meterline.tracing.Tracing;

/** Runs every minute: messages that were left half-way go on. What the schedule says in its event does not matter. */
public final class SweepHandler implements RequestStreamHandler {

    private static final Duration TIME_MAX = Duration.ofSeconds(55); // then the next one comes
    private static final Duration FLUSH_MAX = Duration.ofSeconds(2);

    private final SweepMessages sweepMessages;

    /** The handler as Lambda makes it, from {@link Setting}s. It opens no socket and reads no secret yet. */
    public SweepHandler() {
        this(new Wiring(System.getenv(), Limits.WITH_TIME).sweepMessages());
        Priming.register(System.getenv());
    }

    SweepHandler(SweepMessages sweepMessages) {
        this.sweepMessages = sweepMessages;
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) {
        sweepMessages.sweep(Deadline.of(context, TIME_MAX));
        Tracing.flush(FLUSH_MAX);
    }
}
