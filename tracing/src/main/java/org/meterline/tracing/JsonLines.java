package org.meterline.tracing;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Log lines as JSON objects, one per line: {@code timestamp} and {@code level} as AWS Lambda and CloudWatch know them, {@code
 * logger}, {@code message}, and {@code trace_id}, {@code span_id} and {@code message_id} where they are known. Nothing else of the
 * logging context comes out.
 */
public final class JsonLines extends EncoderBase<ILoggingEvent> {

    private static final byte[] NOTHING = {};
    private static final int ERROR_CHARACTERS_MAX = 16_000;
    private static final int FIRST_PRINTABLE = 0x20;
    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        var line = new StringBuilder(300).append('{');
        field(line, "timestamp", MILLIS.format(Instant.ofEpochMilli(event.getTimeStamp())));
        field(line, "level", event.getLevel().toString());
        field(line, "logger", event.getLoggerName());
        field(line, "message", event.getFormattedMessage());
        var context = event.getMDCPropertyMap();
        field(line, LogContext.TRACE_ID, context.get(LogContext.TRACE_ID));
        field(line, LogContext.SPAN_ID, context.get(LogContext.SPAN_ID));
        field(line, LogContext.MESSAGE_ID, context.get(LogContext.MESSAGE_ID));
        var failure = event.getThrowableProxy();
        if (failure != null) {
            var stack = ThrowableProxyUtil.asString(failure);
            field(line, "error_type", failure.getClassName());
            field(line, "error", stack.substring(0, Math.min(stack.length(), ERROR_CHARACTERS_MAX)));
        }
        return line.append("}\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void field(StringBuilder line, String name, @Nullable String value) {
        if (value == null) {
            return;
        }
        line.append(line.length() > 1 ? ",\"" : "\"").append(name).append("\":\"");
        for (var i = 0; i < value.length(); i++) {
            append(line, value.charAt(i));
        }
        line.append('"');
    }

    private static void append(StringBuilder line, char one) {
        switch (one) {
            case '"' -> line.append("\\\"");
            case '\\' -> line.append("\\\\");
            case '\n' -> line.append("\\n");
            case '\t' -> line.append("\\t");
            default -> {
                if (one < FIRST_PRINTABLE) {
                    line.append("\\u00")
                            .append(Character.forDigit(one >> 4, 16))
                            .append(Character.forDigit(one & 15, 16));
                } else {
                    line.append(one);
                }
            }
        }
    }
}
