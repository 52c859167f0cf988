package org.meterline.ingest;

import io.opentelemetry.api.trace.SpanKind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.meterline.contracts.MessageTable.IngestState;
import org.meterline.contracts.PartKind;
import org.meterline.contracts.PhotoName;
import org.meterline.tracing.Tag;
import org.meterline.tracing.Tracing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches a message's files and stores them, all at once and within one time budget. What is not done by then is left for the
 * sweeper; what cannot be had at all, or not within {@link #GIVEN_UP_AFTER}, is lost, and the customer is asked to send it again.
 */
final class KeepPhotos {

    /** How long a file is tried for. */
    static final Duration GIVEN_UP_AFTER = Duration.ofHours(4);

    private static final Duration MISSING_MAX =
            Duration.ofMinutes(2); // Twilio sometimes calls before a file can be had

    /** How far it came with a message's files. */
    sealed interface Outcome {
        /** Some are still wanted; what came of the others is written down. */
        record Wanted() implements Outcome {}

        /**
         * None is wanted any more, and that is written down.
         *
         * @param message as it is kept now, which is another's work if that other was faster
         */
        record Settled(Message message) implements Outcome {}

        /**
         * All that were wanted are photos in the bucket. That may be told before it is written down, with the same write as that it is
         * told: whoever goes on after a crash finds them there, and tells the same.
         */
        record Stored(Message message, List<Message.Part> photos) implements Outcome {}
    }

    private static final Logger log = LoggerFactory.getLogger(KeepPhotos.class);

    private final MediaFiles mediaFiles;
    private final Photos photos;
    private final Messages messages;
    private final InstantSource clock;
    private final Duration budget;

    // virtual threads: a socket or S3 call that is cut off by the budget is closed, not waited for
    private final ExecutorService fetching = Executors.newVirtualThreadPerTaskExecutor();

    KeepPhotos(MediaFiles mediaFiles, Photos photos, Messages messages, InstantSource clock, Duration budget) {
        this.mediaFiles = mediaFiles;
        this.photos = photos;
        this.messages = messages;
        this.clock = clock;
        this.budget = budget;
    }

    /** Goes on with a message's files. */
    Outcome keep(Message message) throws InterruptedException {
        var wanted = message.parts().stream().filter(Message.Part::isWanted).toList();
        var deadline = Deadline.in(budget);
        var fetches = wanted.stream()
                .map(part -> Tracing.carried(() -> traced(message, part, deadline)))
                .toList();
        var settled = new ArrayList<Message.Part>();
        var done = fetching.invokeAll(fetches, budget.toMillis(), TimeUnit.MILLISECONDS);
        for (var i = 0; i < done.size(); i++) {
            var part = resultOf(done.get(i), wanted.get(i));
            if (part.isWanted() && isOlderThan(GIVEN_UP_AFTER, message)) {
                log.error("part {} is given up", part.id());
                part = storedBefore(message, part).orElseGet(part::lost);
            }
            if (!part.isWanted()) {
                settled.add(part);
            }
        }
        var next = settled.size() == wanted.size() ? IngestState.STORED : IngestState.RECEIVED;
        if (next == IngestState.STORED && !settled.isEmpty() && settled.stream().allMatch(KeepPhotos::isFound)) {
            return new Outcome.Stored(message.with(settled, next), settled);
        }
        var kept = settled.isEmpty() && next == IngestState.RECEIVED
                ? message
                : messages.keepFiles(message, settled, next);
        return kept.state() == IngestState.RECEIVED ? new Outcome.Wanted() : new Outcome.Settled(kept);
    }

    /** Whether {@link #storedBefore} would find it again. */
    private static boolean isFound(Message.Part part) {
        return part.kind() == PartKind.PHOTO && part.file() != null;
    }

    private Message.Part traced(Message message, Message.Part part, Deadline deadline) {
        return Tracing.step("fetch media")
                .kind(SpanKind.CLIENT)
                .about(message.id())
                .tag(Tag.PHOTO_ID, part.id())
                .call(step -> {
                    var fetched = fetch(message, part, deadline);
                    step.tag(
                            Tag.OUTCOME,
                            fetched.isWanted() ? "LEFT" : fetched.kind().name());
                    return fetched;
                });
    }

    private Message.Part fetch(Message message, Message.Part part, Deadline deadline) {
        var inbound = message.inbound();
        var url = part.mediaUrl() == null ? "" : part.mediaUrl();
        return switch (mediaFiles.fetch(inbound.accountSid(), inbound.messageId(), url, deadline)) {
            case MediaFiles.Fetched.File(var bytes) -> stored(message, part, bytes);
            case MediaFiles.Fetched.Gone(var why) -> lost(message, part, why);
            case MediaFiles.Fetched.Missing(var why) ->
                isOlderThan(MISSING_MAX, message) ? lost(message, part, why) : left(part, why);
            case MediaFiles.Fetched.NotNow(var why) -> left(part, why);
        };
    }

    private Message.Part lost(Message message, Message.Part part, String why) {
        return storedBefore(message, part).orElseGet(() -> {
            log.warn("part {} is lost: {}", part.id(), why);
            return part.lost();
        });
    }

    private static Message.Part left(Message.Part part, String why) {
        log.warn("part {} is left for the sweeper: {}", part.id(), why);
        return part;
    }

    private Message.Part stored(Message message, Message.Part part, byte[] file) {
        var type = FileType.of(file);
        return part.stored(type, photos.putIfAbsent(keyOf(message, part, type), file, type));
    }

    /** Whoever was here before may have stored the file and died before writing it down: then it is read, and not lost. */
    private Optional<Message.Part> storedBefore(Message message, Message.Part part) {
        return Arrays.stream(FileType.values())
                .filter(FileType::isPhoto)
                .flatMap(type -> photos.find(keyOf(message, part, type)).map(file -> part.stored(type, file)).stream())
                .findFirst();
    }

    private static String keyOf(Message message, Message.Part part, FileType type) {
        var folder = type.isPhoto() ? PhotoName.READ_FOLDER : PhotoName.UNREAD_FOLDER;
        return new PhotoName(message.id(), part.number()).key(folder, message.receivedAt(), type.extension());
    }

    /** One file's failure is not its neighbours': it stays wanted. */
    private static Message.Part resultOf(Future<Message.Part> fetch, Message.Part wanted) throws InterruptedException {
        try {
            return fetch.get();
        } catch (CancellationException overBudget) {
            log.warn("part {} is left for the sweeper: it took too long", wanted.id());
        } catch (ExecutionException failure) {
            log.error("part {} is left for the sweeper", wanted.id(), failure.getCause());
        }
        return wanted;
    }

    private boolean isOlderThan(Duration age, Message message) {
        return message.receivedAt().plus(age).isBefore(clock.instant());
    }
}
