package org.meterline.operations.store;

import org.meterline.operations.deployment.OutOfReach;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The queues of photos that wait for the reader, or that the reader gave up. */
public final class PhotoQueues implements AutoCloseable {

    private final SqsClient sqs;

    PhotoQueues(SqsClient sqs) {
        this.sqs = sqs;
    }

    @Override
    public void close() {
        sqs.close();
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
