package org.meterline.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a definition of the system says, in words that another definition can be held against: one line for each thing that the
 * code relies on, by its name.
 */
record Facts(SortedMap<String, String> lines) {

    Facts() {
        this(new TreeMap<>());
    }

    void function(String handler, int megabytes, int seconds, Set<String> variables) {
        lines.put(handler + " memory", megabytes + " MB");
        lines.put(handler + " timeout", seconds + " s");
        variables.forEach(variable -> lines.put(handler + " is told " + variable, "yes"));
    }

    void schedule(String handler, String expression) {
        lines.put(handler + " runs at", expression);
    }

    /** Which queue a handler hears, by what it does with its messages. */
    void queue(String handler, int visibilitySeconds, int deliveries, int batch, boolean partial) {
        lines.put(handler + " queue hides a message for", visibilitySeconds + " s");
        lines.put(handler + " queue gives up after", deliveries == 0 ? "never" : deliveries + " deliveries");
        lines.put(handler + " queue gives at once", Integer.toString(batch));
        lines.put(handler + " queue takes failures one by one", Boolean.toString(partial));
    }

    void webhooks(String handler, String method) {
        lines.put(handler + " answers", method);
    }

    void table(String key, String indexes, String expiry) {
        lines.put("table key", key);
        lines.put("table indexes", indexes);
        lines.put("table expiry", expiry);
    }

    /** What a bucket tells a queue, from the properties that both kinds of template give it. */
    void notifications(JsonNode bucket) {
        Synthesis.elements(bucket.at("/NotificationConfiguration/QueueConfigurations"))
                .forEach(queue -> lines.put(
                        "bucket tells of",
                        queue.path("Event").asText() + " below "
                                + queue.at("/Filter/S3Key/Rules/0/Value").asText()));
    }

    /** What the two do not say alike: the name, then what this one says and what the other says. */
    SortedMap<String, String> differencesTo(Facts other) {
        var differences = new TreeMap<String, String>();
        var names = new TreeMap<>(lines);
        names.putAll(other.lines);
        for (var name : names.keySet()) {
            var mine = lines.getOrDefault(name, "nothing");
            var theirs = other.lines.getOrDefault(name, "nothing");
            if (!mine.equals(theirs)) {
                differences.put(name, mine + " | " + theirs);
            }
        }
        return differences;
    }
}
