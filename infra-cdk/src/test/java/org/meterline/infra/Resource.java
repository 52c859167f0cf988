package org.meterline.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/** A resource of a template. */
record Resource(String stack, String id, JsonNode json) {

    String type() {
        return json.path("Type").asText();
    }

    JsonNode properties() {
        return json.path("Properties");
    }

    /** Where it stands in the tree of constructs, below its stack. */
    String path() {
        var path = json.at("/Metadata/aws:cdk:path").asText(id);
        return path.substring(path.indexOf('/') + 1);
    }

    /** A property by a pointer, {@code /VpcConfig/SubnetIds}. */
    JsonNode at(String pointer) {
        return properties().at(pointer);
    }

    /** The statements of whatever policy it has: its own, or of a role, a key, a queue, a topic, a bucket. */
    List<JsonNode> statements() {
        return Stream.of("/PolicyDocument", "/KeyPolicy", "/AssumeRolePolicyDocument")
                .map(this::at)
                .flatMap(document -> Synthesis.elements(document.path("Statement")))
                .toList();
    }

    /** What a statement says under a name, one or many. */
    static List<String> texts(JsonNode statement, String name) {
        return nodes(statement, name).map(Resource::text).toList();
    }

    /** The same as they stand there. */
    static Stream<JsonNode> nodes(JsonNode statement, String name) {
        var value = statement.path(name);
        return value.isMissingNode() ? Stream.of() : value.isArray() ? Synthesis.elements(value) : Stream.of(value);
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.asText() : value.toString();
    }

    @Override
    public String toString() {
        return stack + "/" + path();
    }
}
