package org.meterline.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/**
 * A queue that gives up on a message only after it has tried, and then keeps it: behind it stands a queue of the dead, long enough for
 * a person, and {@link Alarms} ring when something lies there.
 */
public final class WatchedQueue extends Construct {

    /** How often a message is tried before it is dead; the same as on one machine. */
    static final int TRIES = 3;

    private static final int VISIBILITY_PER_TIMEOUT = 6; // as AWS advises for functions
    private static final Duration KEPT = Duration.days(4);
    private static final Duration DEAD_KEPT = Duration.days(14);

    private final Queue queue;
    private final Queue dead;

    /** A queue whose reader takes at most so long, as does the reader of its dead. */
    WatchedQueue(Construct scope, String id, Duration readerTimeout, Duration deadReaderTimeout) {
        super(scope, id);
        dead = Queue.Builder.create(this, "Dead")
                .visibilityTimeout(times(deadReaderTimeout))
                .retentionPeriod(DEAD_KEPT)
                .encryption(QueueEncryption.SQS_MANAGED)
                .enforceSsl(true)
                .build();
        queue = Queue.Builder.create(this, "Queue")
                .visibilityTimeout(times(readerTimeout))
                .retentionPeriod(KEPT)
                .encryption(QueueEncryption.SQS_MANAGED)
                .enforceSsl(true)
                .deadLetterQueue(DeadLetterQueue.builder()
                        .queue(dead)
                        .maxReceiveCount(TRIES)
                        .build())
                .build();
    }

    public Queue queue() {
        return queue;
    }

    /** What could not be done. */
    public Queue dead() {
        return dead;
    }

    /** Lets buckets of this account write. Which one cannot be said: a bucket is made after the queue that it is told of. */
    void admitBuckets() {
        queue.addToResourcePolicy(PolicyStatement.Builder.create()
                .principals(List.of(new ServicePrincipal("s3.amazonaws.com")))
                .actions(List.of("sqs:SendMessage"))
                .resources(List.of(queue.getQueueArn()))
                .conditions(Map.of(
                        "StringEquals",
                        Map.of("aws:SourceAccount", Stack.of(this).getAccount())))
                .build());
    }

    private static Duration times(Duration timeout) {
        return Duration.seconds(timeout.toSeconds().intValue() * VISIBILITY_PER_TIMEOUT);
    }
}
