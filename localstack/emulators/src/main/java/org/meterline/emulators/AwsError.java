package org.meterline.emulators;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A refusal as AWS's JSON protocols word it. */
final class AwsError extends RuntimeException {

    private final String type;

    AwsError(String type, String message) {
        super(message);
        this.type = type;
    }

    ObjectNode body() {
        return JsonNodeFactory.instance.objectNode().put("__type", type).put("message", getMessage());
    }
}
