package org.meterline.operations.store;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.meterline.operations.deployment.OutOfReach;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The SQS queues between the lambdas: photos to read, photos given up, messages to replay. */
public final class WorkQueues implements AutoCloseable {

    private final SqsClient sqs;
    private final Map<String, String> urls = new ConcurrentHashMap<>();

    WorkQueues(SqsClient sqs) {
        this.sqs = sqs;
    }

    @Override
    public void close() {
        sqs.close();
    }

    /** Puts a message on a queue. */
    public void send(String queue, String body) {
        try {
            var url = urls.computeIfAbsent(
                    queue, name -> sqs.getQueueUrl(ask -> ask.queueName(name)).queueUrl());
            sqs.sendMessage(send -> send.queueUrl(url).messageBody(body));
        } catch (SdkException failure) {
            throw new OutOfReach("the queue " + queue + " takes nothing: " + MessageRecords.kindOf(failure), failure);
        }
    }

    /** How many messages a queue holds: those that wait, those in somebody's hand, and those put off. */
    public long depth(String queue) {
        try {
            var url = sqs.getQueueUrl(ask -> ask.queueName(queue)).queueUrl();
            return sqs
                    .getQueueAttributes(ask -> ask.queueUrl(url)
                            .attributeNames(
                                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED))
                    .attributesAsStrings()
                    .values()
                    .stream()
                    .mapToLong(Long::parseLong)
                    .sum();
        } catch (SdkException failure) {
            throw new OutOfReach("the queue " + queue + " cannot be asked: " + MessageRecords.kindOf(failure), failure);
        }
    }
}
