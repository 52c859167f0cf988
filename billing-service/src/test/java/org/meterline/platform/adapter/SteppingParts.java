package org.meterline.platform.adapter;

import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.meterline.messaging.domain.MessageSender;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Puts steps between the service and the world: the database, the broker, the provider, the message table. */
@Factory
@Requires(property = Steps.ENABLED)
final class SteppingParts {

    @Singleton
    BeanCreatedEventListener<DatasourceConfiguration> database() {
        return created -> {
            var settings = created.getBean();
            settings.setDataSource(new SteppingDatabase(
                    settings.getUrl(),
                    settings.getDataSourceProperties(),
                    settings.getUsername(),
                    settings.getPassword()));
            return settings;
        };
    }

    @Singleton
    BeanCreatedEventListener<BrokerConnections> broker() {
        return created -> new SteppingBroker(created.getBean());
    }

    @Singleton
    BeanCreatedEventListener<MessageSender> provider() {
        return created -> new SteppingSender(created.getBean());
    }

    @Singleton
    BeanCreatedEventListener<DynamoDbClient> messageTable() {
        return created -> {
            var table = created.getBean();
            InvocationHandler handler = (proxy, method, arguments) -> {
                try {
                    var result = method.invoke(table, arguments);
                    if (method.getName().equals("updateItem")) {
                        Steps.done("update by " + Steps.place());
                    }
                    return result;
                } catch (InvocationTargetException failure) {
                    throw failure.getCause();
                }
            };
            return (DynamoDbClient) Proxy.newProxyInstance(
                    DynamoDbClient.class.getClassLoader(), new Class<?>[] {DynamoDbClient.class}, handler);
        };
    }

    private record SteppingSender(MessageSender inner) implements MessageSender {

        @Override
        public Answer send(Parcel parcel) {
            var answer = inner.send(parcel);
            Steps.done("call of the provider");
            return answer;
        }

        @Override
        public Optional<String> find(Parcel parcel, Instant since, Set<String> known) throws Unavailable {
            return inner.find(parcel, since, known);
        }
    }
}
