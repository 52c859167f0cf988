package org.meterline.ocr;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.Arrays;
import java.util.List;
import org.meterline.contracts.PhotoName;

/** The bucket's notifications, as S3 writes them. */
final class Notifications {

    private Notifications() {}

    /** The body of the queue's message about one object. */
    static String ofKey(String encodedKey) {
        return """
                {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"eu-central-1",
                 "eventTime":"2026-11-21T08:15:31.123Z","eventName":"ObjectCreated:Put",
                 "userIdentity":{"principalId":"AWS:AROAEXAMPLE"},"requestParameters":{"sourceIPAddress":"10.0.0.1"},
                 "responseElements":{"x-amz-request-id":"C3D13FE58DE4C810","x-amz-id-2":"FMyUVURIY8"},
                 "s3":{"s3SchemaVersion":"1.0","configurationId":"photos","bucket":{"name":"meterline-photos",
                 "ownerIdentity":{"principalId":"A3NL1KOZZKExample"},"arn":"arn:aws:s3:::meterline-photos"},
                 "object":{"key":"%s","size":102400,"eTag":"d41d8cd98f00b204e9800998ecf8427e","sequencer":"0055AED6DCD90281E5"}}}]}""".formatted(encodedKey);
    }

    /** The same as an operator writes it who wants the photo to be read again. */
    static String ofReplay(String encodedKey) {
        return ofKey(encodedKey).replace("ObjectCreated:Put", PhotoName.REPLAY_EVENT_NAME);
    }

    /** A batch of messages with these bodies, their ids counted from 1. */
    static SQSEvent batch(String... bodies) {
        var batch = new SQSEvent();
        batch.setRecords(Arrays.stream(bodies).map(Notifications::message).toList());
        for (var i = 0; i < bodies.length; i++) {
            batch.getRecords().get(i).setMessageId(Integer.toString(i + 1));
        }
        return batch;
    }

    static List<String> failedIds(com.amazonaws.services.lambda.runtime.events.SQSBatchResponse response) {
        return response.getBatchItemFailures().stream()
                .map(failure -> failure.getItemIdentifier())
                .toList();
    }

    private static SQSEvent.SQSMessage message(String body) {
        var message = new SQSEvent.SQSMessage();
        message.setBody(body);
        return message;
    }
}
