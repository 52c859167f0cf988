package org.meterline.ocr;

import java.time.InstantSource;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.meterline.engines.interleaving.Interleaving;
import org.meterline.engines.junit.AwsExtension;

/** The conditions as DynamoDB itself reads them. Each seed is an order of its own. */
class PhotoStatesIT {

    @RegisterExtension
    static final AwsExtension aws = new AwsExtension();

    private static final int SEEDS = 12;

    @Test
    @Timeout(60)
    void a_photo_in_the_hands_of_several_comes_to_one_end() {
        var table = aws.newMessageTable();
        try (var dynamoDb = AwsClients.dynamoDb(aws.environment())) {
            var messages = new DynamoDbMessages(dynamoDb, table, InstantSource.system());
            for (var seed = 0; seed < SEEDS; seed++) {
                var random = new Random(seed);
                var photo = MessagesContract.freshPhoto();
                AwsClients.keep(dynamoDb, table, photo);
                var roles = IntStream.range(0, 2 + random.nextInt(2))
                        .mapToObj(i -> PhotoStates.Role.values()[random.nextInt(PhotoStates.Role.values().length)])
                        .toList();
                try {
                    new PhotoStates(messages, photo, random.nextInt(3), random.nextBoolean())
                            .check(roles, Interleaving.any(random, roles.size()));
                } catch (AssertionError wrong) {
                    throw new AssertionError("seed %d: %s".formatted(seed, roles), wrong);
                }
            }
        }
    }
}
