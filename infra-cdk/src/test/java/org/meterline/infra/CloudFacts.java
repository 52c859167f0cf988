package org.meterline.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
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
                case "AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable" -> facts.table(resource.properties());
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
            rights(handler, function.at("/Role/Fn::GetAtt/0").asText());
        }
    }

    private void rights(String handler, String role) {
        resources.stream()
                .filter(policy -> policy.type().equals("AWS::IAM::Policy")
                        && policy.at("/Roles").findValuesAsText("Ref").contains(role))
                .flatMap(policy -> policy.statements().stream())
                .filter(statement -> statement.path("Effect").asText().equals("Allow"))
                .forEach(statement -> Resource.nodes(statement, "Resource")
                        .map(this::kind)
                        .forEach(kind -> Resource.texts(statement, "Action")
                                .forEach(action -> facts.right(handler, action, kind))));
    }

    /** What a resource in a policy is: in the same stack by its name, in another by the export that ends with its name. */
    private String kind(JsonNode arn) {
        var text = arn.toString();
        var rest = Synthesis.elements(arn.at("/Fn::Join/1"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .collect(Collectors.joining());
        return resources.stream()
                .filter(resource -> text.contains("\"" + resource.id() + "\"")
                        || text.contains("ExportsOutputRef" + resource.id())
                        || text.contains("ExportsOutputFnGetAtt" + resource.id() + "Arn"))
                .findFirst()
                .map(resource -> Facts.kind(resource.type(), resource.id(), rest))
                .orElse(arn.asText());
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
                queue.at("/RedrivePolicy/maxReceiveCount").asInt());
        facts.mapping(handlerOfAlias(alias), mapping.at("/BatchSize").asInt(), mapping.at("/FunctionResponseTypes"));
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
