package org.meterline.emulators;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.gaul.s3proxy.blobstore.BlobStore;

/**
 * The notifications that are still to be sent, each a file until the queue has taken it: sent at least once, in the order in
 * which objects came, however often this process or the queue dies.
 */
final class Notifications {

    private static final System.Logger log = System.getLogger(Notifications.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);

    private final Path directory;
    private final BlobStore store;
    private final QueueDoor queue;
    private final ExecutorService sender = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("notifications").factory());

    Notifications(Path directory, BlobStore store, QueueDoor queue) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.store = store;
        this.queue = queue;
    }

    /** Notes, safe from a crash, that an object is about to be stored. */
    Path intend(StoredObject object) {
        var intention =
                directory.resolve("%019d-%s.json".formatted(Instant.now().toEpochMilli(), UUID.randomUUID()));
        try (var file = FileChannel.open(intention, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(object));
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
            return intention;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot note a notification", failure);
        }
    }

    /** The object was refused. */
    void forget(Path intention) {
        try {
            Files.deleteIfExists(intention);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot forget a notification", failure);
        }
    }

    /** The object is stored: tells so soon. */
    void send(Path intention, StoredObject object) {
        sender.execute(() -> deliver(intention, object));
    }

    /** Takes up what an earlier process left: sends it if the object came into being. */
    void resume() throws IOException {
        try (var left = Files.list(directory)) {
            for (var intention : left.sorted().toList()) {
                var bytes = Files.readAllBytes(intention);
                try {
                    send(intention, JSON.readValue(bytes, StoredObject.class));
                } catch (JsonProcessingException halfWritten) {
                    forget(intention); // then its object was not even begun
                }
            }
        }
    }

    /** Tells the queue that it is going to be told. */
    void announce(String bucket) {
        sender.execute(() -> insist(S3Event.test(bucket)));
    }

    private void deliver(Path intention, StoredObject object) {
        try {
            tell(object);
            forget(intention);
        } catch (RuntimeException failure) {
            log.log(System.Logger.Level.ERROR, "a notification waits for the next start", failure);
        }
    }

    private void tell(StoredObject object) {
        var stored = store.blobMetadataIfPresent(object.bucket(), object.key());
        if (stored != null) {
            insist(S3Event.created(object, stored.contentLength(), stored.eTag()));
        }
    }

    private void insist(String event) {
        while (!queue.accepts(event)) {
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted with notifications unsent", interrupted);
        }
    }
}
