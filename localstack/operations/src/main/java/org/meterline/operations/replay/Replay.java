package org.meterline.operations.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.meterline.contracts.PartKind;
import org.meterline.contracts.PhotoName;
import org.meterline.operations.deployment.OutOfReach;
import org.meterline.operations.store.MessageRecord;
import org.meterline.operations.store.Stores;

/**
 * Sends what is stored through the whole chain again. A message's id goes to ingest, which tells of it from its kept payload; a
 * photo's key goes to the reader, as the bucket itself would tell it, and is read again if that is another reader than the one
 * that read it before. Both are queued and taken at the lambdas' own pace. It may
 * be stopped and begun again anywhere: whatever was done before has no effect twice.
 */
public final class Replay {

    /** What of a message is replayed. */
    public enum What {
        MESSAGES,
        PHOTOS,
        EVERYTHING
    }

    /**
     * How it is done.
     *
     * @param dryRun only counts
     * @param perSecond how much at most
     */
    public record Options(Selection selection, What what, boolean dryRun, int perSecond) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Stores stores;
    private final Consumer<ReplayReport> progress;
    private final Pace.Clock clock;
    private final ReplayReport.Counting counting = new ReplayReport.Counting();

    /** @param progress is told of every message, as far as it has come */
    public Replay(Stores stores, Consumer<ReplayReport> progress) {
        this(stores, progress, Pace.Clock.SYSTEM);
    }

    Replay(Stores stores, Consumer<ReplayReport> progress, Pace.Clock clock) {
        this.stores = stores;
        this.progress = progress;
        this.clock = clock;
    }

    /** Replays what was selected; what fails is counted, and the rest goes on. */
    public ReplayReport run(Options options) {
        var pace = new Pace(options.perSecond(), clock);
        var selection = options.selection();
        if (selection.ids().isEmpty()) {
            stores.messages().forEach(message -> {
                if (selection.covers(message)) {
                    replay(message, Set.of(), options, pace);
                }
            });
            return counting.report();
        }
        var messageIds = new TreeSet<String>();
        selection.ids().forEach(id -> messageIds.add(Selection.messageOf(id)));
        for (var id : messageIds) {
            stores.messages()
                    .find(id)
                    .ifPresentOrElse(
                            message -> replay(message, selection.ids(), options, pace),
                            () -> counting.failed("no such message"));
        }
        return counting.report();
    }

    private void replay(MessageRecord message, Set<String> ids, Options options, Pace pace) {
        counting.found();
        if (options.what() != What.PHOTOS) {
            send(
                    options,
                    pace,
                    stores.target().replayQueue().get(),
                    JSON.createObjectNode()
                            .put("messageId", message.messageId())
                            .toString());
        }
        if (options.what() != What.MESSAGES) {
            for (var part : message.parts()) {
                // who names one photo of a message means that one
                if (PartKind.PHOTO.name().equals(part.kind())
                        && (ids.isEmpty() || ids.contains(part.id()) || ids.contains(message.messageId()))) {
                    replay(part, options, pace);
                }
            }
        }
        progress.accept(counting.report());
    }

    private void replay(MessageRecord.Part photo, Options options, Pace pace) {
        var key = photo.s3Key();
        if (key == null) {
            counting.skipped("a photo that is not stored yet: the sweeper is after it");
        } else {
            var bucket = stores.target().photoBucket().get();
            send(options, pace, stores.target().photoQueue().get(), notification(bucket, key));
        }
    }

    private void send(Options options, Pace pace, String queue, String body) {
        if (options.dryRun()) {
            counting.skipped("dry run");
            return;
        }
        pace.await();
        try {
            stores.workQueues().send(queue, body);
            counting.replayed();
        } catch (OutOfReach failure) {
            counting.failed(failure.why());
        }
    }

    /** As S3 tells of a stored object, except that it says that it is a replay. */
    private static String notification(String bucket, String key) {
        var notification = JSON.createObjectNode();
        var object = notification.putArray("Records").addObject();
        object.put("eventVersion", "2.1").put("eventSource", "aws:s3").put("eventName", PhotoName.REPLAY_EVENT_NAME);
        var s3 = object.putObject("s3");
        s3.putObject("bucket").put("name", bucket);
        s3.putObject("object")
                .put("key", URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/"));
        return notification.toString();
    }
}
