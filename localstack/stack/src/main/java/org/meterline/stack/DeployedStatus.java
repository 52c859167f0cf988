package org.meterline.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.meterline.operations.deployment.OutOfReach;
import org.meterline.operations.deployment.Reach;
import org.meterline.operations.deployment.Target;
import org.meterline.operations.store.Stores;

/** How a deployment is that this machine did not start: billing's health, what is not at rest, and how full the queues are. */
final class DeployedStatus {

    /** What a command ends with that could not ask all it was to ask. */
    static final int UNKNOWN = 2;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BILLING = "billing";
    private static final String UP = "UP";

    private final String target;
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final Map<String, String> health = new LinkedHashMap<>();
    private final Map<String, String> unknown = new LinkedHashMap<>();

    private DeployedStatus(String target) {
        this.target = target;
    }

    /** Asks everything, whatever does not answer. */
    static DeployedStatus of(Target target) {
        var status = new DeployedStatus(target.name());
        try (var stores = new Stores(target)) {
            status.count("messages not at rest", () -> stores.messages().unsettled());
            status.queue(stores, "photos to read", target.photoQueue());
            status.queue(stores, "photos given up", target.deadPhotoQueue());
            status.queue(stores, "messages to replay", target.replayQueue());
            status.askBilling(stores);
        }
        return status;
    }

    /** 0: billing says that it is well; 1: it says something else; 2: something did not answer. */
    int exitCode() {
        if (!unknown.containsKey(BILLING) && !UP.equals(health.get(BILLING))) {
            return Meterline.FAILED;
        }
        return unknown.isEmpty() ? 0 : UNKNOWN;
    }

    /** A line for everything that was asked. */
    String text() {
        var text = new StringBuilder();
        counts.forEach((what, count) -> text.append(line("%-22s %d", what, count)));
        health.forEach(
                (part, state) -> text.append(line(part.equals(BILLING) ? "%-22s %s" : "  %-20s %s", part, state)));
        unknown.forEach((what, why) -> text.append(line("%-22s unknown: %s", what, why)));
        return text.toString();
    }

    /** The same as one JSON object. */
    ObjectNode json() {
        var json = JSON.createObjectNode().put("target", target).put("ready", exitCode() == 0);
        counts.forEach(json.putObject("counts")::put);
        health.forEach(json.putObject("health")::put);
        unknown.forEach(json.putObject("unknown")::put);
        return json;
    }

    private void queue(Stores stores, String what, Reach<String> queue) {
        count(what, () -> stores.workQueues().depth(queue.get()));
    }

    private void count(String what, LongSupplier count) {
        try {
            counts.put(what, count.getAsLong());
        } catch (OutOfReach why) {
            unknown.put(what, why.why());
        }
    }

    private void askBilling(Stores stores) {
        try {
            var answer = stores.billing().get("/health");
            var said = JSON.readTree(answer.body());
            if (said.path("status").isTextual()) {
                note(said);
            } else {
                unknown.put(BILLING, "its health page answered " + answer.status());
            }
        } catch (OutOfReach why) {
            unknown.put(BILLING, why.why());
        } catch (JsonProcessingException noHealth) {
            unknown.put(BILLING, "its health page is no JSON");
        }
    }

    private void note(JsonNode said) {
        health.put(BILLING, said.path("status").asText());
        for (var part : said.path("details").properties()) {
            health.put(part.getKey(), part.getValue().path("status").asText());
        }
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format + "%n", values);
    }
}
