package org.meterline.definition;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The functions of the system on one machine: what each is, what it is told, and what makes it run. */
public final class Lambdas {

    private static final String INGEST = "ingest-lambda";
    private static final String OCR = "ocr-lambda";

    private final Pace pace;
    private final Map<String, String> reader;
    private final Map<String, String> receiver;

    /** @param shared what every process is told besides: where AWS is emulated, how it is watched */
    public Lambdas(Pace pace, Addresses addresses, Map<String, String> shared) {
        this.pace = pace;
        var told = new TreeMap<>(shared);
        told.putAll(Map.of(
                "MESSAGE_TABLE", Names.TABLE,
                "PHOTO_BUCKET", Names.BUCKET,
                "PHOTO_BUCKET_PATH_STYLE", "true",
                "BROKER_ENDPOINT", addresses.broker(),
                "BROKER_SECRET_ID", Names.BROKER_SECRET));
        reader = Map.copyOf(told);
        told.putAll(Map.of(
                "PUBLIC_BASE_URL", addresses.webhooks(),
                "TWILIO_SECRET_ID", Names.TWILIO_SECRET,
                "TWILIO_API_ORIGIN", addresses.twilio(),
                "MEDIA_REDIRECT_ORIGINS", addresses.media()));
        receiver = Map.copyOf(told);
    }

    /** All of them; what is asked for first starts first. */
    public List<Lambda> all() {
        var receivers = pace.receivers();
        return List.of(
                receiver("ingest", "WebhookHandler", 20, receivers, receivers, Feed.webhooks()),
                reader("ocr", "MeterPhotoHandler", 512, 1, pace.readers(), Feed.queue(Names.PHOTO_QUEUE)),
                receiver("sweep", "SweepHandler", 60, 0, 1, Feed.every(pace.sweepSeconds())),
                receiver("reconcile", "ReconcileHandler", 250, 0, 1, Feed.every(pace.reconcileSeconds())),
                receiver("replay", "ReplayHandler", 60, 0, 1, Feed.queue(Names.REPLAY_QUEUE)),
                reader("dead", "DeadPhotoHandler", 256, 0, 1, Feed.queue(Names.DEAD_PHOTO_QUEUE)));
    }

    private Lambda receiver(
            String name, String handler, int timeoutSeconds, int workersMin, int workersMax, Feed feed) {
        return new Lambda(
                name,
                INGEST,
                "org.meterline.ingest." + handler,
                receiver,
                192,
                timeoutSeconds,
                workersMin,
                workersMax,
                feed);
    }

    private Lambda reader(String name, String handler, int memoryMegabytes, int workersMin, int workersMax, Feed feed) {
        return new Lambda(
                name, OCR, "org.meterline.ocr." + handler, reader, memoryMegabytes, 30, workersMin, workersMax, feed);
    }
}
