package org.meterline.ingest;

import static org.meterline.contracts.MessageTable.*;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.meterline.contracts.MessageTable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** One change of a message's item in the {@link MessageTable}, made whole or, where a condition does not hold, not at all. */
final class ItemChange {

    private final Message message;
    private final List<String> sets = new ArrayList<>();
    private final List<String> removes = new ArrayList<>();
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, AttributeValue> values = new HashMap<>();

    ItemChange(Message message) {
        this.message = message;
    }

    ItemChange set(String attribute, AttributeValue value) {
        sets.add(attribute + " = :" + attribute);
        values.put(":" + attribute, value);
        return this;
    }

    ItemChange remove(String attribute) {
        removes.add(attribute);
        return this;
    }

    /** What is known of some parts now; what others wrote of them stays. */
    ItemChange parts(List<Message.Part> parts) {
        for (var part : parts) {
            MessageItem.attributesOf(part).forEach((name, value) -> {
                var placeholder = name + part.number();
                names.put("#" + name, name);
                values.put(":" + placeholder, value);
                sets.add(path(part) + ".#" + name + " = :" + placeholder);
            });
        }
        return this;
    }

    /** An outcome of every part that has none. */
    ItemChange outcome(Outcome outcome) {
        values.put(":outcome", AttributeValue.fromS(outcome.name()));
        message.parts().forEach(part -> {
            var path = path(part) + "." + OUTCOME;
            sets.add(path + " = if_not_exists(" + path + ", :outcome)");
        });
        return this;
    }

    ItemChange onlyIn(IngestState state) {
        conditions.add(INGEST_STATE + " = :expected");
        values.put(":expected", AttributeValue.fromS(state.name()));
        return this;
    }

    ItemChange onlyWhileUnsettled() {
        conditions.add("attribute_exists(" + UNSETTLED + ")");
        return this;
    }

    ItemChange onlyWhileAnOutcomeIsMissing() {
        conditions.add(message.parts().stream()
                .map(part -> "attribute_not_exists(" + path(part) + "." + OUTCOME + ")")
                .collect(Collectors.joining(" OR ", "(", ")")));
        return this;
    }

    /** The change as it is asked for; a condition that does not hold is answered with the item as it is. */
    UpdateItemRequest in(String table) {
        var expression = "SET " + String.join(", ", sets);
        return UpdateItemRequest.builder()
                .tableName(table)
                .key(Map.of(MESSAGE_ID, AttributeValue.fromS(message.id())))
                .updateExpression(removes.isEmpty() ? expression : expression + " REMOVE " + String.join(", ", removes))
                .conditionExpression(String.join(" AND ", conditions))
                .expressionAttributeNames(names.isEmpty() ? null : names)
                .expressionAttributeValues(values)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
    }

    private String path(Message.Part part) {
        var name = "#p" + part.number();
        names.put(name, part.id());
        return PARTS + "." + name;
    }
}
