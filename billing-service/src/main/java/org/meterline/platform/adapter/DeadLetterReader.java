package org.meterline.platform.adapter;

import com.rabbitmq.client.Delivery;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.CloudEventHeaders;
import org.meterline.contracts.Topology;
import org.meterline.platform.DeadLetter;

/** Makes a dead letter of what lies in a dead-letter queue, which may be anything. */
@Singleton
final class DeadLetterReader {

    private static final int TEXT_MAX = 300; // our own are far shorter, and an index takes no long ones
    private static final List<String> ATTRIBUTES = List.of(
            CloudEventHeaders.SPEC_VERSION,
            CloudEventHeaders.ID,
            CloudEventHeaders.SOURCE,
            CloudEventHeaders.TYPE,
            CloudEventHeaders.TIME,
            CloudEventHeaders.SUBJECT,
            CloudEventHeaders.TRACEPARENT);

    private final EventJson json;

    DeadLetterReader(EventJson json) {
        this.json = json;
    }

    DeadLetter read(Topology.ConsumerQueue queue, Delivery delivery) {
        var id = text(delivery, CloudEventHeaders.ID);
        return new DeadLetter(
                queue.name(),
                id == null || id.isBlank() ? "sha256:" + sha256(delivery.getBody()) : id,
                text(delivery, CloudEventHeaders.TYPE),
                text(delivery, CloudEventHeaders.SUBJECT),
                DeliveryHeaders.number(delivery, Topology.LIFE_HEADER, 0),
                DeliveryHeaders.attempt(delivery),
                text(delivery, Topology.FIRST_FAILURE_HEADER),
                lastFailure(delivery),
                attributes(delivery),
                delivery.getBody(),
                json.parse(queue, delivery).orElse(null));
    }

    /** Without a word of ours it was the broker that gave it up: nobody settled it, time and again. */
    private static String lastFailure(Delivery delivery) {
        var noted = text(delivery, Topology.FAILURE_HEADER);
        return noted == null ? "handed out too often and never settled" : noted;
    }

    private static Map<String, String> attributes(Delivery delivery) {
        var attributes = new HashMap<String, String>();
        for (var name : ATTRIBUTES) {
            var value = text(delivery, name);
            if (value != null) {
                attributes.put(name, value);
            }
        }
        return attributes;
    }

    /** As a database takes it: not too long, and without the one character that it does not know. */
    private static @Nullable String text(Delivery delivery, String header) {
        var text = DeliveryHeaders.text(delivery, header);
        if (text == null) {
            return null;
        }
        var clean = text.replace("\0", "");
        return clean.length() > TEXT_MAX ? clean.substring(0, TEXT_MAX) : clean;
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
