package org.meterline.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** What the SAM template says. */
final class SamFacts {

    private static final String QUEUE_ARN = ".Arn";

    /** A resource by its name, perhaps in braces behind the beginning of an ARN, and what follows. */
    private static final Pattern NAMED =
            Pattern.compile("(?:arn:\\$\\{AWS::Partition}:s3:::)?(?:\\$\\{)?(\\w+)(?:\\.Arn)?}?((?:/.*)?)");

    private final JsonNode template;
    private final Facts facts = new Facts();

    private SamFacts(JsonNode template) {
        this.template = template;
    }

    static Facts of(String yaml) {
        Object document = new Yaml(new Tags()).load(yaml);
        return new SamFacts(Synthesis.JSON.valueToTree(document)).all();
    }

    static String template() {
        try {
            return Files.readString(Path.of("../localstack/template.yaml"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Facts all() {
        Synthesis.names(template.path("Resources")).forEach(name -> {
            var resource = template.path("Resources").path(name);
            var properties = resource.path("Properties");
            switch (resource.path("Type").asText()) {
                case "AWS::Serverless::Function" -> function(properties);
                case "AWS::DynamoDB::Table" -> facts.table(properties);
                case "AWS::S3::Bucket" -> facts.notifications(properties);
                default -> {}
            }
        });
        return facts;
    }

    private void function(JsonNode function) {
        var handler = function.path("Handler").asText().replace("::handleRequest", "");
        var variables = new TreeSet<String>();
        Synthesis.names(template.at("/Globals/Function/Environment/Variables")).forEach(variables::add);
        Synthesis.names(function.at("/Environment/Variables")).forEach(variables::add);
        facts.function(
                handler,
                function.path("MemorySize").asInt(),
                function.path("Timeout").asInt(),
                variables);
        rights(handler, function.path("Policies"));
        Synthesis.names(function.path("Events"))
                .map(function.path("Events")::path)
                .forEach(event -> {
                    var said = event.path("Properties");
                    switch (event.path("Type").asText()) {
                        case "Schedule" ->
                            facts.schedule(handler, said.path("Schedule").asText());
                        case "Api" ->
                            facts.webhooks(handler, said.path("Method").asText());
                        case "SQS" -> queue(handler, said);
                        default -> throw new IllegalStateException("an event of another kind: " + event);
                    }
                });
    }

    private void queue(String handler, JsonNode event) {
        var name = event.path("Queue").asText().replace(QUEUE_ARN, "");
        var queue = template.path("Resources").path(name).path("Properties");
        facts.queue(
                handler,
                queue.path("VisibilityTimeout").asInt(),
                queue.at("/RedrivePolicy/maxReceiveCount").asInt());
        facts.mapping(handler, event.path("BatchSize").asInt(), event.path("FunctionResponseTypes"));
    }

    private void rights(String handler, JsonNode policies) {
        Synthesis.elements(policies)
                .flatMap(policy -> Resource.nodes(policy, "Statement"))
                .filter(statement -> statement.path("Effect").asText().equals("Allow"))
                .forEach(statement -> Resource.texts(statement, "Resource").stream()
                        .map(this::kind)
                        .forEach(kind -> Resource.texts(statement, "Action")
                                .forEach(action -> facts.right(handler, action, kind))));
    }

    /** What {@code Table.Arn}, {@code ${Table.Arn}/index/name}, {@code arn:…${Bucket}/folder/*} or {@code Secret} is. */
    private String kind(String resource) {
        var named = NAMED.matcher(resource);
        if (!named.matches()) {
            return resource;
        }
        var id = named.group(1);
        return Facts.kind(template.path("Resources").path(id).path("Type").asText(), id, named.group(2));
    }

    /** CloudFormation's short forms: what they are about is enough, {@code !GetAtt Queue.Arn} is "Queue.Arn". */
    private static final class Tags extends SafeConstructor {
        Tags() {
            super(new LoaderOptions());
            yamlMultiConstructors.put("!", new AbstractConstruct() {
                @Override
                public Object construct(Node node) {
                    return switch (node) {
                        case ScalarNode scalar -> constructScalar(scalar);
                        case SequenceNode sequence -> constructSequence(sequence);
                        case MappingNode mapping -> constructMapping(mapping);
                        default -> Map.of();
                    };
                }
            });
        }
    }
}
