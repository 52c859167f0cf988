package org.meterline.tracing;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The ids of traces and spans: the one that was asked for, else random ones. They come from {@link SecureRandom}, because
 * processes that start from one snapshot share the state of every other generator.
 */
final class TraceIds implements IdGenerator {

    private static final ContextKey<String> WANTED = ContextKey.named("meterline-trace-id");
    private static final int TRACE_BYTES = 16;
    private static final int SPAN_BYTES = 8;
    private static final HexFormat HEX = HexFormat.of();

    private final SecureRandom random = new SecureRandom();

    /** Until it is closed, a trace that begins on this thread has this id; any id for null. */
    static Scope next(@Nullable String traceId) {
        return (traceId == null ? Context.root() : Context.root().with(WANTED, traceId)).makeCurrent();
    }

    @Override
    public String generateTraceId() {
        var wanted = Context.current().get(WANTED);
        return wanted == null ? random(TRACE_BYTES) : wanted;
    }

    @Override
    public String generateSpanId() {
        return random(SPAN_BYTES);
    }

    private String random(int length) {
        var bytes = new byte[length];
        do {
            random.nextBytes(bytes);
        } while (isZero(bytes)); // which means "none"
        return HEX.formatHex(bytes);
    }

    private static boolean isZero(byte[] bytes) {
        for (var one : bytes) {
            if (one != 0) {
                return false;
            }
        }
        return true;
    }
}
