package org.meterline.stack.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.meterline.definition.Feed;
import org.meterline.stack.lambda.InvocationResult;
import org.meterline.stack.lambda.LambdaFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Feeds a queue to a function, one message per invocation, as an event source mapping with partial batch responses does on
 * AWS. A message that failed is left alone: the queue shows it again after its visibility timeout, or moves it to the dead
 * letters.
 */
final class QueuePoller implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(QueuePoller.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONG_POLL_SECONDS = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final SqsClient sqs;
    private final String queueUrl;
    private final String queueName;
    private final LambdaFunction function;
    private final List<Thread> loops = new ArrayList<>();
    private volatile boolean closed;

    /** A poller with as many loops as the function may have workers. */
    QueuePoller(SqsClient sqs, String queueUrl, LambdaFunction function) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
        this.queueName = queueUrl.substring(queueUrl.lastIndexOf('/') + 1);
        this.function = function;
        for (var loop = 1; loop <= function.workersMax(); loop++) {
            loops.add(Thread.ofPlatform()
                    .daemon()
                    .name("poll-" + queueName + "-" + loop)
                    .start(this::poll));
        }
    }

    @Override
    public void close() {
        closed = true;
        loops.forEach(Thread::interrupt);
    }

    private void poll() {
        while (!closed) {
            try {
                var answer = sqs.receiveMessage(request -> request.queueUrl(queueUrl)
                        .maxNumberOfMessages(Feed.MESSAGES_AT_ONCE)
                        .waitTimeSeconds(LONG_POLL_SECONDS)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL));
                for (var message : answer.messages()) {
                    work(message);
                }
            } catch (SdkException queueIsAway) {
                if (!closed) {
                    log.warn(
                            "queue {} does not answer: {}",
                            queueName,
                            queueIsAway.getClass().getSimpleName());
                    pause();
                }
            } catch (InterruptedException closing) {
                return;
            }
        }
    }

    private void work(Message message) throws InterruptedException {
        switch (function.invoke(event(message), PATIENCE)) {
            case InvocationResult.Returned(var payload)
            when !names(payload, message.messageId()) ->
                sqs.deleteMessage(request -> request.queueUrl(queueUrl).receiptHandle(message.receiptHandle()));
            case InvocationResult.Returned returned -> log.info("{}: a message is left for retry", queueName);
            case InvocationResult.Failed(var type) -> log.warn("{}: a message failed with {}", queueName, type);
            case InvocationResult.Unanswered unanswered -> log.warn("{}: a message was not answered", queueName);
            case InvocationResult.Throttled throttled -> pause();
        }
    }

    private byte[] event(Message message) {
        var record = JSON.createObjectNode();
        record.put("messageId", message.messageId());
        record.put("receiptHandle", message.receiptHandle());
        record.put("body", message.body());
        var attributes = record.putObject("attributes");
        message.attributes().forEach((name, value) -> attributes.put(name.toString(), value));
        record.putObject("messageAttributes");
        record.put("md5OfBody", message.md5OfBody());
        record.put("eventSource", "aws:sqs");
        record.put("eventSourceARN", "arn:aws:sqs:eu-central-1:000000000000:" + queueName);
        record.put("awsRegion", "eu-central-1");
        var event = JSON.createObjectNode();
        event.putArray("Records").add(record);
        try {
            return JSON.writeValueAsBytes(event);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Whether a partial batch response names the message as failed. What cannot be read counts as failed, as on AWS. */
    static boolean names(byte[] batchResponse, String messageId) {
        if (batchResponse.length == 0) {
            return false;
        }
        try {
            for (var failure : JSON.readTree(batchResponse).path("batchItemFailures")) {
                if (failure.path("itemIdentifier").asText("").isEmpty()
                        || failure.path("itemIdentifier").asText().equals(messageId)) {
                    return true;
                }
            }
            return false;
        } catch (IOException noJson) {
            return true;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }
}
