package org.meterline.ocr;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Duration;
import java.util.ArrayList;
import org.meterline.tracing.Tracing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of the photos that were tried until the limit and never finished, so that no customer waits for ever. */
public final class DeadPhotoHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

    private static final Logger log = LoggerFactory.getLogger(DeadPhotoHandler.class);
    private static final Duration FLUSH_MAX = Duration.ofSeconds(2);

    private final GiveUpPhoto giveUpPhoto;

    public DeadPhotoHandler() {
        this(Wiring.giveUpPhoto(Settings.from(System.getenv())));
    }

    DeadPhotoHandler(GiveUpPhoto giveUpPhoto) {
        this.giveUpPhoto = giveUpPhoto;
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent batch, Context context) {
        var failures = new ArrayList<BatchItemFailure>();
        for (var message : batch.getRecords()) {
            try {
                StoredPhotoJson.parse(message.getBody()).forEach(photo -> giveUpPhoto.giveUp(photo.key()));
            } catch (RuntimeException failure) { // it stays in the dead-letter queue, in sight, and is tried again
                log.error("dead letter {} is left for retry", message.getMessageId(), failure);
                failures.add(new BatchItemFailure(message.getMessageId()));
            }
        }
        Tracing.flush(FLUSH_MAX); // before we are frozen
        return new SQSBatchResponse(failures);
    }
}
