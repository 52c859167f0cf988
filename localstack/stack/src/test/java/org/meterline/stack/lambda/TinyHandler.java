package org.meterline.stack.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** The smallest function that can echo, throw, hang, die and tell what it sees. It runs behind the real runtime client. */
public final class TinyHandler implements RequestStreamHandler {

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        var request = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        var answer = switch (request) {
            case "\"throw\"" -> throw new IllegalStateException("as told");
            case "\"hang\"" -> hang();
            case "\"die\"" -> die();
            case "\"pid\"" -> Long.toString(ProcessHandle.current().pid());
            case "\"context\"" ->
                "{\"function\": \"%s\", \"memory\": %d, \"remaining\": %d, \"setting\": \"%s\", \"home\": \"%s\"}"
                        .formatted(
                                context.getFunctionName(),
                                context.getMemoryLimitInMB(),
                                context.getRemainingTimeInMillis(),
                                System.getenv("TINY_SETTING"),
                                System.getenv("HOME"));
            default -> request;
        };
        output.write(answer.getBytes(StandardCharsets.UTF_8));
    }

    private static String hang() {
        try {
            TimeUnit.MINUTES.sleep(5);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return "";
    }

    private static String die() {
        Runtime.getRuntime().halt(7);
        return "";
    }
}
