package org.meterline.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

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
    void queue(String handler, int visibilitySeconds, int deliveries) {
        lines.put(handler + " queue hides a message for", visibilitySeconds + " s");
        lines.put(handler + " queue gives up after", deliveries == 0 ? "never" : deliveries + " deliveries");
    }

    /** How it gets them, from an event source mapping. */
    void mapping(String handler, int batch, JsonNode responseTypes) {
        gives(handler, batch);
        lines.put(
                handler + " queue takes failures one by one",
                Boolean.toString(responseTypes.toString().contains("ReportBatchItemFailures")));
    }

    /** Gives messages of a queue to a handler, so many a call. */
    void gives(String handler, int batch) {
        lines.put(handler + " queue gives at once", Integer.toString(batch));
    }

    /** What a handler may do, on which kind of resource. */
    void right(String handler, String action, String kind) {
        lines.put(handler + " may " + action + " on " + kind, "yes");
    }

    void webhooks(String handler, String method) {
        lines.put(handler + " answers", method);
    }

    /** A table, from the properties that templates and DynamoDB's own request give it. */
    void table(JsonNode table) {
        lines.put("table key", keys(table.path("KeySchema")));
        var indexes = new TreeMap<String, String>();
        Synthesis.elements(table.path("GlobalSecondaryIndexes"))
                .forEach(index -> indexes.put(
                        index.path("IndexName").asText(),
                        keys(index.path("KeySchema")) + " " + projection(index.path("Projection"))));
        lines.put("table indexes", indexes.toString());
        var expiry = table.at("/TimeToLiveSpecification/AttributeName");
        if (!expiry.isMissingNode()) {
            lines.put("table expiry", expiry.asText());
        }
    }

    /** What a bucket tells a queue, from the properties that both kinds of template give it. */
    void notifications(JsonNode bucket) {
        Synthesis.elements(bucket.at("/NotificationConfiguration/QueueConfigurations"))
                .forEach(queue -> {
                    lines.put("bucket tells of", queue.path("Event").asText());
                    notifies(queue.at("/Filter/S3Key/Rules/0/Value").asText());
                });
    }

    void notifies(String folder) {
        lines.put("bucket tells of what is below", folder);
    }

    /** Without what these words are about. */
    Facts without(String words) {
        var fewer = new TreeMap<>(lines);
        fewer.keySet().removeIf(name -> name.contains(words));
        return new Facts(fewer);
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

    /** What a resource in a policy is, in words that both kinds of template share; {@code rest} is the part of it that is meant. */
    static String kind(String type, String id, String rest) {
        return switch (type) {
            case "AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable" -> "the table" + rest;
            case "AWS::S3::Bucket" -> "the bucket" + rest;
            case "AWS::SecretsManager::Secret" -> "the secret of " + owner(id);
            case "AWS::SQS::Queue" -> "its queue";
            case "AWS::KMS::Key" -> "the key";
            case "AWS::Logs::LogGroup" -> "its log";
            default -> type + " " + id + rest;
        };
    }

    private static String owner(String secret) {
        return secret.contains("Twilio") ? "Twilio" : secret.contains("Broker") ? "the broker" : secret;
    }

    private static String keys(JsonNode schema) {
        var keys = new TreeMap<String, String>();
        Synthesis.elements(schema)
                .forEach(key -> keys.put(
                        key.path("KeyType").asText(), key.path("AttributeName").asText()));
        return keys.toString();
    }

    private static String projection(JsonNode projection) {
        var attributes = new TreeSet<String>();
        Synthesis.elements(projection.path("NonKeyAttributes"))
                .forEach(attribute -> attributes.add(attribute.asText()));
        return projection.path("ProjectionType").asText() + attributes;
    }
}
