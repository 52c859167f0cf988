package org.meterline.ingest;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import org.meterline.tracing.Tracing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replays the messages that an operator names on a queue, {@code {"messageId": "SM…"}} each. What fails is left to the queue and
 * comes again; its neighbours are done.
 */
public final class ReplayHandler implements RequestStreamHandler {

    private static final Logger log = LoggerFactory.getLogger(ReplayHandler.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration FLUSH_MAX = Duration.ofSeconds(2);

    private final ReplayMessage replayMessage;

    /** The handler as Lambda makes it, from {@link Setting}s. It opens no socket and reads no secret yet. */
    public ReplayHandler() {
        this(new Wiring(System.getenv(), Limits.WITH_TIME).replayMessage());
        Priming.register(System.getenv());
    }

    ReplayHandler(ReplayMessage replayMessage) {
        this.replayMessage = replayMessage;
    }

    /** Takes a batch as SQS hands it over, and answers which of it failed. */
    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        var response = JSON.createObjectNode();
        var failures = response.putArray("batchItemFailures");
        for (var message : JSON.readTree(event).path("Records")) {
            if (!isDone(message.path("body").asText())) {
                failures.addObject()
                        .put("itemIdentifier", message.path("messageId").asText());
            }
        }
        JSON.writeValue(answer, response);
        Tracing.flush(FLUSH_MAX);
    }

    private boolean isDone(String body) {
        try {
            var id = JSON.readTree(body).path("messageId");
            if (!id.isTextual()) {
                log.warn("a message that names no message is left out");
                return true;
            }
            return replayMessage.replay(id.asText());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException nonsense) {
            log.warn("a message that is no JSON is left out");
            return true;
        } catch (RuntimeException failure) { // a batch must outlive its worst message
            log.error("a replay is left for later", failure);
            return false;
        }
    }
}
