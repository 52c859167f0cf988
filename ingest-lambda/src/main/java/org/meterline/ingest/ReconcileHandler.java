package org.meterline.ingest;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import org.meterline.tracing.Tracing;

/** Runs every five minutes: messages whose webhook never came are found at Twilio. What the schedule says does not matter. */
public final class ReconcileHandler implements RequestStreamHandler {

    private static final Duration TIME_MAX = Duration.ofMinutes(4); // then the next one comes
    private static final Duration FLUSH_MAX = Duration.ofSeconds(2);

    private final ReconcileMessages reconcileMessages;

    /** The handler as Lambda makes it, from {@link Setting}s. It opens no socket and reads no secret yet. */
    public ReconcileHandler() {
        this(new Wiring(System.getenv(), Limits.WITH_TIME).reconcileMessages());
        Priming.register(System.getenv());
    }

    ReconcileHandler(ReconcileMessages reconcileMessages) {
        this.reconcileMessages = reconcileMessages;
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) {
        try {
            var unused = reconcileMessages.reconcile(Deadline.of(context, TIME_MAX));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        Tracing.flush(FLUSH_MAX);
    }
}
