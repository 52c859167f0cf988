package org.meterline.ocr;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Duration;
import java.util.ArrayList;
import org.crac.Core;
import org.crac.Resource;
import org.meterline.tracing.Tracing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the photos that the bucket tells of. A photo that fails is retried alone; its neighbours are done. The queue sends one
 * at a time all the same: native code cannot be interrupted, and a neighbour must not die with it.
 */
public final class MeterPhotoHandler implements RequestHandler<SQSEvent, SQSBatchResponse>, Resource {

    private static final Logger log = LoggerFactory.getLogger(MeterPhotoHandler.class);
    private static final Duration FLUSH_MAX = Duration.ofSeconds(2);

    private final ReadPhoto readPhoto;

    public MeterPhotoHandler() {
        this(Wiring.readPhoto(Settings.from(System.getenv())));
        Core.getGlobalContext().register(this);
    }

    MeterPhotoHandler(ReadPhoto readPhoto) {
        this.readPhoto = readPhoto;
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent batch, Context context) {
        var failures = new ArrayList<BatchItemFailure>();
        for (var message : batch.getRecords()) {
            try {
                StoredPhotoJson.parse(message.getBody()).forEach(readPhoto::read);
            } catch (RuntimeException failure) { // the one catch-all: a batch must outlive its worst message
                log.error("message {} is left for retry", message.getMessageId(), failure);
                failures.add(new BatchItemFailure(message.getMessageId()));
            }
        }
        Tracing.flush(FLUSH_MAX); // before we are frozen
        return new SQSBatchResponse(failures);
    }

    /** Does what is slow the first time before the snapshot is taken that every later process starts from. */
    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
        readPhoto.warmUp();
    }

    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {
        // nothing was open
    }
}
