package org.meterline.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the synthesised templates of an environment say. */
final class CloudFacts {

    private final List<Resource> resources;
    private final Facts facts = new Facts();

    private CloudFacts(List<Resource> resources) {
        this.resources = resources;
    }

    static Facts of(Environment environment) {
        return new CloudFacts(Synthesis.made().resources(environment)).all();
    }

    private Facts all() {
        for (var resource : resources) {
            switch (resource.type()) {
                case "AWS::Lambda::Function" -> function(resource);
                case "AWS::Events::Rule" -> schedule(resource);
                case "AWS::Lambda::EventSourceMapping" -> queue(resource);
                case "AWS::ApiGateway::Method" -> method(resource);
                case "AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable" -> table(resource);
                case "AWS::S3::Bucket" -> facts.notifications(resource.properties());
                default -> {}
            }
        }
        return facts;
    }

    private void function(Resource function) {
        var handler = function.at("/Handler").asText();
        if (handler.startsWith("org.meterline")) {
            facts.function(
                    handler,
                    function.at("/MemorySize").asInt(),
                    function.at("/Timeout").asInt(),
                    Synthesis.names(function.at("/Environment/Variables"))
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    private void schedule(Resource rule) {
        Synthesis.elements(rule.at("/Targets"))
                .forEach(target -> facts.schedule(
                        handlerOfAlias(target.at("/Arn/Ref").asText()),
                        rule.at("/ScheduleExpression").asText()));
    }

    private void queue(Resource mapping) {
        var alias = mapping.at("/FunctionName").findValue("Ref").asText();
        var queue = queueOf(mapping.at("/EventSourceArn"));
        facts.queue(
                handlerOfAlias(alias),
                queue.at("/VisibilityTimeout").asInt(),
                queue.at("/RedrivePolicy/maxReceiveCount").asInt(),
                mapping.at("/BatchSize").asInt(),
                mapping.at("/FunctionResponseTypes").toString().contains("ReportBatchItemFailures"));
    }

    private void method(Resource method) {
        var verb = method.at("/HttpMethod").asText();
        var integration = method.at("/Integration/Uri").findValue("Ref");
        for (var ref : method.at("/Integration/Uri").findValues("Ref")) {
            resources.stream()
                    .filter(resource -> resource.type().equals("AWS::Lambda::Alias")
                            && resource.id().equals(ref.asText()))
                    .findFirst()
                    .ifPresent(alias -> facts.webhooks(handlerOfAlias(alias.id()), verb));
        }
        if (integration == null && !verb.equals("OPTIONS")) {
            facts.webhooks("nobody", verb);
        }
    }

    private void table(Resource table) {
        var indexes = new TreeMap<String, String>();
        Synthesis.elements(table.at("/GlobalSecondaryIndexes"))
                .forEach(index -> indexes.put(
                        index.path("IndexName").asText(),
                        keys(index.path("KeySchema")) + " " + projection(index.path("Projection"))));
        facts.table(
                keys(table.at("/KeySchema")),
                indexes.toString(),
                table.at("/TimeToLiveSpecification/AttributeName").asText());
    }

    static String keys(JsonNode schema) {
        var keys = new TreeMap<String, String>();
        Synthesis.elements(schema)
                .forEach(key -> keys.put(
                        key.path("KeyType").asText(), key.path("AttributeName").asText()));
        return keys.toString();
    }

    static String projection(JsonNode projection) {
        var attributes = new TreeSet<String>();
        Synthesis.elements(projection.path("NonKeyAttributes"))
                .forEach(attribute -> attributes.add(attribute.asText()));
        return projection.path("ProjectionType").asText() + attributes;
    }

    private String handlerOfAlias(String alias) {
        var function = only("AWS::Lambda::Alias", alias)
                .at("/FunctionName")
                .findValue("Ref")
                .asText();
        return only("AWS::Lambda::Function", function).at("/Handler").asText();
    }

    /** In the same stack by its name, in another by the export that ends with its name and a fingerprint. */
    private Resource queueOf(JsonNode arn) {
        var inStack = arn.at("/Fn::GetAtt/0").asText();
        var imported = arn.path("Fn::ImportValue").asText();
        return resources.stream()
                .filter(resource -> resource.type().equals("AWS::SQS::Queue"))
                .filter(queue -> queue.id().equals(inStack)
                        || !imported.isEmpty() && imported.contains("GetAtt" + queue.id() + "Arn"))
                .findFirst()
                .orElseThrow();
    }

    private Resource only(String type, String id) {
        return resources.stream()
                .filter(resource ->
                        resource.type().equals(type) && resource.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
