package org.meterline.ingest;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.meterline.engines.interleaving.Interleaving;
import org.meterline.engines.junit.AwsExtension;
import org.slf4j.LoggerFactory;

/** The conditions as DynamoDB itself reads them. Each seed is a message, a world, and an order of its own. */
class MessageStatesIT {

    @RegisterExtension
    static final AwsExtension aws = new AwsExtension();

    private static final int SEEDS = 12;
    private static final Logger OURS = (Logger) LoggerFactory.getLogger("org.meterline.ingest");

    @BeforeAll
    static void theDeadAreNotLogged() {
        OURS.setLevel(Level.OFF);
    }

    @AfterAll
    static void everythingIsLogged() {
        OURS.setLevel(null);
    }

    @Test
    @Timeout(60)
    void a_message_in_the_hands_of_several_comes_to_one_end() {
        try (var dynamo = AwsClients.dynamoDb(aws.environment())) {
            var messages = new DynamoMessages(
                    dynamo, aws.newMessageTable(), Duration.ofDays(400), new MovableClock(Samples.NOW));
            for (var seed = 0; seed < SEEDS; seed++) {
                var random = new Random(seed);
                var kind = oneOf(MessageStates.Kind.values(), random);
                var world = new MessageStates.World(
                        random.nextInt(3), random.nextBoolean(), random.nextInt(3), random.nextBoolean());
                var roles = IntStream.range(0, 2 + random.nextInt(2))
                        .mapToObj(i -> oneOf(MessageStates.Role.values(), random))
                        .toList();
                try {
                    new MessageStates(messages, kind, world).check(roles, Interleaving.any(random, roles.size()));
                } catch (AssertionError wrong) {
                    throw new AssertionError("seed %d: %s by %s in %s".formatted(seed, kind, roles, world), wrong);
                }
            }
        }
    }

    private static <T> T oneOf(T[] values, Random random) {
        return values[random.nextInt(values.length)];
    }
}
