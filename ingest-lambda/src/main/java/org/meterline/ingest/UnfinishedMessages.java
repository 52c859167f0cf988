package org.meterline.ingest;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import org.meterline.contracts.MessageTable.IngestState;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Unfinished messages from all shards of the index, merged oldest first, for one reader of each state. The next page of a shard is read
 * when one of them has used up the page before; what it holds for the other one waits in line. How much can wait is what one sweep
 * reads at most, see {@link UnsettledIndex.Reach}.
 */
final class UnfinishedMessages implements Messages.Unfinished {

    /** Messages in the order of the index, and where the next ones begin; at no place after the last. */
    record Page(List<Message> messages, Map<String, AttributeValue> next) {}

    /** One page of a shard, from a place on; the beginning for an empty place. */
    interface Pages {
        Page read(Map<String, AttributeValue> from);
    }

    /** Where the last reader of a shard had to stop, kept for the next one. */
    interface Bookmark {
        /** The place, which is forgotten by that; empty for the beginning. */
        Map<String, AttributeValue> taken();

        void put(Map<String, AttributeValue> place);
    }

    private final List<Shard> shards;

    UnfinishedMessages(List<Shard> shards) {
        this.shards = shards;
    }

    @Override
    public Iterator<Message> in(IngestState state) {
        return new Merged(state);
    }

    /** The messages of one state. */
    private final class Merged implements Iterator<Message> {

        private final IngestState state;
        private boolean opened;

        Merged(IngestState state) {
            this.state = state;
        }

        @Override
        public boolean hasNext() {
            open();
            return shards.stream().anyMatch(shard -> shard.hasNext(state));
        }

        @Override
        public Message next() {
            open();
            return shards.stream()
                    .filter(shard -> shard.hasNext(state))
                    .min(Comparator.comparing(shard -> shard.oldest(state)))
                    .orElseThrow(NoSuchElementException::new)
                    .next(state);
        }

        /** The first pages of all shards are needed before the first message is known: they are read at once. */
        private void open() {
            if (opened) {
                return;
            }
            opened = true;
            try (var reading = Executors.newVirtualThreadPerTaskExecutor()) {
                var reads = new ArrayList<Future<?>>();
                shards.forEach(shard -> reads.add(reading.submit(() -> shard.hasNext(state))));
                for (var read : reads) {
                    read.get();
                }
            } catch (ExecutionException failure) {
                throw new IllegalStateException("the unfinished messages cannot be read", failure.getCause());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", stopped);
            }
        }
    }

    /** One shard's messages in the order of the index. */
    static final class Shard {

        private final Pages pages;
        private final Bookmark bookmark;
        private final ReentrantLock reading = new ReentrantLock(); // a page is read while others wait for it
        private final Map<IngestState, Deque<Message>> lines = new EnumMap<>(IngestState.class);
        private Map<String, AttributeValue> next;
        private int pagesLeft;
        private boolean more = true;

        /** @param pagesMax how many pages are read; where there are more, the bookmark remembers the place */
        Shard(Pages pages, int pagesMax, Bookmark bookmark) {
            this.pages = pages;
            this.pagesLeft = pagesMax;
            this.bookmark = bookmark;
            this.next = bookmark.taken();
            for (var state : IngestState.values()) {
                lines.put(state, new ArrayDeque<>());
            }
        }

        boolean hasNext(IngestState state) {
            reading.lock();
            try {
                while (line(state).isEmpty() && more) {
                    readPage();
                }
                return !line(state).isEmpty();
            } finally {
                reading.unlock();
            }
        }

        private void readPage() {
            if (pagesLeft-- == 0) {
                bookmark.put(next);
                more = false;
                return;
            }
            var page = pages.read(next);
            page.messages().forEach(message -> line(message.state()).add(message));
            next = page.next();
            more = !next.isEmpty();
        }

        Instant oldest(IngestState state) {
            reading.lock();
            try {
                return line(state).getFirst().receivedAt();
            } finally {
                reading.unlock();
            }
        }

        Message next(IngestState state) {
            reading.lock();
            try {
                return line(state).removeFirst();
            } finally {
                reading.unlock();
            }
        }

        private Deque<Message> line(IngestState state) {
            return Objects.requireNonNull(lines.get(state));
        }
    }
}
