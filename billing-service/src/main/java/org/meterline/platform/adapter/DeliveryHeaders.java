package org.meterline.platform.adapter;

import com.rabbitmq.client.Delivery;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.Topology;

/** The headers of a delivery. */
final class DeliveryHeaders {

    private DeliveryHeaders() {}

    /** All of them, for whoever changes some and publishes them again. */
    static Map<String, Object> copyOf(Delivery delivery) {
        var headers = delivery.getProperties().getHeaders();
        return headers == null ? new HashMap<>() : new HashMap<>(headers);
    }

    static @Nullable String text(Delivery delivery, String name) {
        var value = copyOf(delivery).get(name);
        return value == null ? null : value.toString();
    }

    static int number(Delivery delivery, String name, int otherwise) {
        return copyOf(delivery).get(name) instanceof Number number ? number.intValue() : otherwise;
    }

    /** Which attempt this is: 1 for the first. */
    static int attempt(Delivery delivery) {
        return number(delivery, Topology.ATTEMPT_HEADER, 1);
    }
}
