package org.meterline.ingest;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import org.meterline.tracing.Tracing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes webhooks from API Gateway, of a REST API or an HTTP API, and answers 200 as soon as a message cannot be lost any more. */
public final class WebhookHandler implements RequestStreamHandler {

    private static final Logger log = LoggerFactory.getLogger(WebhookHandler.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration FLUSH_MAX = Duration.ofMillis(500);

    private final ReceiveWebhook receiveWebhook;

    /** The handler as Lambda makes it, from {@link Setting}s. It opens no socket and reads no secret yet. */
    public WebhookHandler() {
        this(new Wiring(System.getenv(), Limits.IN_TWILIOS_TIME).receiveWebhook());
        Priming.register(System.getenv());
    }

    WebhookHandler(ReceiveWebhook receiveWebhook) {
        this.receiveWebhook = receiveWebhook;
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        var request = GatewayRequest.parse(event);
        if (request.isEmpty()) {
            log.warn("an event that no API Gateway sent is refused");
            answer.write(status(400));
            return;
        }
        answer.write(answerTo(request.get()));
        Tracing.flush(FLUSH_MAX); // before we are frozen
    }

    byte[] answerTo(GatewayRequest request) throws IOException {
        try {
            return switch (receiveWebhook.receive(request)) {
                case ReceiveWebhook.Outcome.Received received -> twiml();
                case ReceiveWebhook.Outcome.Refused(var status, var why) -> {
                    log.warn("a webhook is refused with {}: {}", status, why);
                    yield status(status);
                }
            };
        } catch (RuntimeException failure) { // nothing is kept: Twilio has to come again
            log.error("a webhook could not be kept", failure);
            return status(503);
        }
    }

    private static byte[] twiml() throws IOException {
        return JSON.writeValueAsBytes(Map.of(
                "statusCode",
                200,
                "headers",
                Map.of("Content-Type", "text/xml"),
                "body",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>",
                "isBase64Encoded",
                false));
    }

    private static byte[] status(int status) throws IOException {
        return JSON.writeValueAsBytes(Map.of(
                "statusCode",
                status,
                "headers",
                Map.of("Content-Type", "text/plain"),
                "body",
                "",
                "isBase64Encoded",
                false));
    }
}
