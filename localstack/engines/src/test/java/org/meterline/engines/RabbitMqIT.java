package org.meterline.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.meterline.engines.junit.RabbitMqExtension;

class RabbitMqIT {

    private static final Duration WRITTEN_LIMIT = Duration.ofSeconds(10);
    private static final long CONFIRM_LIMIT_MILLIS = 10_000;

    @RegisterExtension
    static final RabbitMqExtension rabbit = new RabbitMqExtension();

    @Test
    @DisabledIfEnvironmentVariable(named = "RABBITMQ_URL", matches = ".+", disabledReason = "not ours to kill")
    void a_confirmed_message_in_a_quorum_queue_survives_a_kill() throws Exception {
        var queue = "kept-" + UUID.randomUUID();
        try (var connection = connect(rabbit.password());
                var channel = connection.createChannel()) {
            channel.queueDeclare(queue, true, false, false, Map.of("x-queue-type", "quorum"));
            channel.confirmSelect();
            channel.basicPublish(
                    "", queue, MessageProperties.PERSISTENT_BASIC, "kept".getBytes(StandardCharsets.UTF_8));
            channel.waitForConfirmsOrDie(CONFIRM_LIMIT_MILLIS);
        }
        awaitThatTheBrokerHasWrittenDown(queue);
        var endpoint = rabbit.endpoint();

        rabbit.engine().kill();
        assertThat(rabbit.engine().isReady()).isFalse();
        rabbit.engine().start();

        assertThat(rabbit.endpoint()).isEqualTo(endpoint);
        try (var connection = connect(rabbit.password());
                var channel = connection.createChannel()) {
            var message = channel.basicGet(queue, true);
            assertThat(message).isNotNull();
            assertThat(message.getBody()).asString(StandardCharsets.UTF_8).isEqualTo("kept");
        }
    }

    @Test
    void a_wrong_password_stays_outside() {
        assertThatThrownBy(() -> connect("wrong")).isInstanceOf(AuthenticationFailureException.class);
    }

    private static void awaitThatTheBrokerHasWrittenDown(String queue) throws Exception {
        var data = Path.of("target", "engines", "rabbitmq", "data");
        if (!Files.isDirectory(data)) {
            return; // in a container: not ours to look into
        }
        var deadline = System.nanoTime() + WRITTEN_LIMIT.toNanos();
        while (!names(data).contains(queue)) {
            assertThat(System.nanoTime())
                    .as("the broker writes the queue's name down in time")
                    .isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    private static String names(Path data) throws IOException {
        var files = new StringBuilder();
        try (var paths = Files.find(data, 5, (path, attributes) -> path.endsWith("names.dets"))) {
            for (var path : paths.toList()) {
                files.append(Files.readString(path, StandardCharsets.ISO_8859_1));
            }
        }
        return files.toString();
    }

    private static Connection connect(String password) throws Exception {
        var factory = new ConnectionFactory();
        factory.setHost(rabbit.endpoint().getHost());
        factory.setPort(rabbit.endpoint().getPort());
        factory.setUsername(rabbit.username());
        factory.setPassword(password);
        factory.setAutomaticRecoveryEnabled(false);
        return factory.newConnection();
    }
}
