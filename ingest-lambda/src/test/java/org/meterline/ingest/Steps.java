package org.meterline.ingest;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.meterline.contracts.MessageTable.IngestState;

/** Ports around ports that count what was done in the world; behind the n-th thing the end comes, before anybody can tell of it. */
final class Steps {

    private final int last;
    private final Runnable end;
    private final AtomicInteger done = new AtomicInteger();

    /** @param end comes behind the last step, and instead of all that would follow; it does not return */
    Steps(int last, Runnable end) {
        this.last = last;
        this.end = end;
    }

    private <T> T step(Supplier<T> action) {
        if (done.get() >= last) {
            end.run();
        }
        var result = action.get();
        if (done.incrementAndGet() >= last) {
            end.run();
        }
        return result;
    }

    Messages around(Messages messages) {
        return new Messages() {
            @Override
            public Claim claim(Message message) {
                return step(() -> messages.claim(message));
            }

            @Override
            public Optional<Message> find(String messageId) {
                return messages.find(messageId);
            }

            @Override
            public Set<String> missing(Collection<String> messageIds) {
                return messages.missing(messageIds);
            }

            @Override
            public Message keepFiles(Message message, List<Message.Part> settled, IngestState next) {
                return step(() -> messages.keepFiles(message, settled, next));
            }

            @Override
            public void markPublished(Message message, List<Message.Part> files) {
                var unused = step(() -> {
                    messages.markPublished(message, files);
                    return true;
                });
            }

            @Override
            public Unfinished unfinished(Instant receivedBefore) {
                return messages.unfinished(receivedBefore);
            }
        };
    }

    MediaFiles around(MediaFiles mediaFiles) {
        return (accountSid, messageId, url, deadline) ->
                step(() -> mediaFiles.fetch(accountSid, messageId, url, deadline));
    }

    Photos around(Photos photos) {
        return new Photos() {
            @Override
            public Message.StoredFile putIfAbsent(String key, byte[] file, FileType type) {
                return step(() -> photos.putIfAbsent(key, file, type));
            }

            @Override
            public Optional<Message.StoredFile> find(String key) {
                return photos.find(key);
            }
        };
    }

    Events around(Events events) {
        return event -> step(() -> events.publish(event));
    }
}
