package org.meterline.infra;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeSet;
import org.meterline.contracts.PhotoName;
import org.meterline.definition.Addresses;
import org.meterline.definition.Feed;
import org.meterline.definition.Lambdas;
import org.meterline.definition.Names;
import org.meterline.definition.Pace;
import org.meterline.definition.Queues;
import org.meterline.definition.Tables;

/**
 * What the embedded stack says: the very objects that its supervisor and its emulators are made from. What every process of it is told
 * besides, where AWS is emulated and how it is watched, is no function's own.
 */
final class EmbeddedFacts {

    private static final int MINUTE_SECONDS = 60;

    private final JsonNode definition;
    private final Facts facts = new Facts();

    private EmbeddedFacts(JsonNode definition) {
        this.definition = definition;
    }

    static Facts of(String definition) {
        return new EmbeddedFacts(read(definition)).all();
    }

    /** Its definition as JSON, so that a test can change it as it changes a template. */
    static String definition() {
        var addresses = new Addresses("broker", "webhooks", "twilio", "media");
        var pace = Pace.STANDARD;
        return Synthesis.JSON
                .valueToTree(Map.of(
                        "lambdas", new Lambdas(pace, addresses, Map.of()).all(),
                        "queues", Queues.all(pace.photoSeconds()),
                        "messagesAtOnce", Feed.MESSAGES_AT_ONCE,
                        "table", read(Tables.messages(Names.TABLE)),
                        "photoFolder", PhotoName.READ_FOLDER))
                .toString();
    }

    private Facts all() {
        Synthesis.elements(definition.path("lambdas")).forEach(this::function);
        facts.table(definition.path("table"));
        facts.notifies(definition.path("photoFolder").asText());
        return facts;
    }

    private void function(JsonNode lambda) {
        var handler = lambda.path("handler").asText();
        var variables = new TreeSet<String>();
        Synthesis.names(lambda.path("environment")).forEach(variables::add);
        facts.function(
                handler,
                lambda.path("memoryMegabytes").asInt(),
                lambda.path("timeoutSeconds").asInt(),
                variables);
        var feed = lambda.path("feed");
        if (feed.path("method").isTextual()) {
            facts.webhooks(handler, feed.path("method").asText());
        }
        if (feed.path("queue").isTextual()) {
            queue(handler, feed.path("queue").asText());
        }
        if (feed.path("everySeconds").asInt() > 0) {
            facts.schedule(handler, rate(feed.path("everySeconds").asInt()));
        }
    }

    private void queue(String handler, String name) {
        var queue = Synthesis.elements(definition.path("queues"))
                .filter(each -> each.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
        facts.queue(
                handler,
                queue.path("visibilitySeconds").asInt(),
                queue.path("deliveriesMax").asInt());
        facts.gives(handler, definition.path("messagesAtOnce").asInt());
    }

    /** As EventBridge writes it. */
    private static String rate(int seconds) {
        if (seconds % MINUTE_SECONDS != 0) {
            return "rate(" + seconds + " seconds)";
        }
        var minutes = seconds / MINUTE_SECONDS;
        return minutes == 1 ? "rate(1 minute)" : "rate(" + minutes + " minutes)";
    }

    private static JsonNode read(String json) {
        try {
            return Synthesis.JSON.readTree(json);
        } catch (JsonProcessingException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
