package org.meterline.platform.adapter;

import com.rabbitmq.client.Delivery;
import io.micronaut.serde.ObjectMapper;
import io.micronaut.serde.annotation.SerdeImport;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.Candidate;
import org.meterline.contracts.CloudEventHeaders;
import org.meterline.contracts.ContactIdentity;
import org.meterline.contracts.DeliveryReported;
import org.meterline.contracts.Event;
import org.meterline.contracts.EventType;
import org.meterline.contracts.MessageReceived;
import org.meterline.contracts.ReadingCaptured;
import org.meterline.contracts.ReadingFailed;
import org.meterline.contracts.ReadingUnreadable;
import org.meterline.contracts.Topology;

/** Events as JSON. {@code contracts} itself knows of no JSON library. */
@Singleton
@SerdeImport(MessageReceived.class)
@SerdeImport(MessageReceived.Part.class)
@SerdeImport(ReadingCaptured.class)
@SerdeImport(ReadingUnreadable.class)
@SerdeImport(ReadingFailed.class)
@SerdeImport(DeliveryReported.class)
@SerdeImport(Candidate.class)
@SerdeImport(Candidate.Digit.class)
@SerdeImport(Candidate.Alternative.class)
@SerdeImport(ContactIdentity.class)
final class EventJson {

    /** What an event of a class must have: found out once, because looking at annotations takes longer than the JSON. */
    private static final ClassValue<List<Method>> REQUIRED = new ClassValue<>() {
        @Override
        protected List<Method> computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents())
                    .filter(component -> !component.getAnnotatedType().isAnnotationPresent(Nullable.class))
                    .map(RecordComponent::getAccessor)
                    .toList();
        }
    };

    private final ObjectMapper json;

    EventJson(ObjectMapper json) {
        this.json = json;
    }

    byte[] write(Event event) {
        try {
            return json.writeValueAsBytes(event);
        } catch (IOException failure) {
            throw new UncheckedIOException("no JSON for " + event.type(), failure);
        }
    }

    String text(Event event) {
        return new String(write(event), StandardCharsets.UTF_8);
    }

    /** The event that we wrote ourselves. */
    Event read(EventType type, String body) {
        return parse(type, body.getBytes(StandardCharsets.UTF_8))
                .orElseThrow(() -> new IllegalStateException("a stored " + type + " does not parse"));
    }

    /** What a delivery says; empty when it is no event that the queue hears. */
    Optional<Event> parse(Topology.ConsumerQueue queue, Delivery delivery) {
        return Optional.ofNullable(DeliveryHeaders.text(delivery, CloudEventHeaders.TYPE))
                .flatMap(EventType::ofCloudEventType)
                .filter(queue.hears()::contains)
                .flatMap(known -> parse(known, delivery.getBody()));
    }

    /** The event in a body from outside; empty when it is none, or lacks what it must have. Unknown fields are ignored. */
    Optional<Event> parse(EventType type, byte[] body) {
        try {
            return Optional.ofNullable(parseJson(type.body(), body)).filter(EventJson::isWhole);
        } catch (IOException | IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    private <E extends Event> @Nullable Event parseJson(Class<E> type, byte[] body) throws IOException {
        return json.readValue(body, type);
    }

    private static boolean isWhole(Event event) {
        return REQUIRED.get(event.getClass()).stream().allMatch(accessor -> valueOf(accessor, event) != null);
    }

    private static @Nullable Object valueOf(Method accessor, Event event) {
        try {
            return accessor.invoke(event);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
