package org.meterline.ingest;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * Unfinished messages from all shards of the index, merged oldest first. Every shard holds one page at most: the next is read
 * when the one before is used up, so that a backlog of any size takes little memory. For one reader.
 */
final class UnfinishedMessages implements Iterator<Message> {

    /** One page of a shard, from a place on; the beginning for an empty place. */
    interface Pages {
        QueryResponse read(Map<String, AttributeValue> from);
    }

    /** Where the last reader of a shard had to stop, kept for the next one. */
    interface Bookmark {
        /** The place, which is forgotten by that; empty for the beginning. */
        Map<String, AttributeValue> taken();

        void put(Map<String, AttributeValue> place);
    }

    private final List<Shard> shards;
    private boolean opened;

    UnfinishedMessages(List<Shard> shards) {
        this.shards = shards;
    }

    @Override
    public boolean hasNext() {
        open();
        return shards.stream().anyMatch(Shard::hasNext);
    }

    @Override
    public Message next() {
        open();
        return shards.stream()
                .filter(Shard::hasNext)
                .min(Comparator.comparing(Shard::oldest))
                .orElseThrow(NoSuchElementException::new)
                .next();
    }

    /** The first pages of all shards are needed before the first message is known: they are read at once. */
    private void open() {
        if (opened) {
            return;
        }
        opened = true;
        try (var reading = Executors.newVirtualThreadPerTaskExecutor()) {
            var reads = new ArrayList<Future<?>>();
            shards.forEach(shard -> reads.add(reading.submit(shard::hasNext)));
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

    /** One shard's messages in the order of the index. */
    static final class Shard {

        private final Pages pages;
        private final Bookmark bookmark;
        private final Deque<Message> read = new ArrayDeque<>();
        private Map<String, AttributeValue> next;
        private int pagesLeft;
        private boolean more = true;

        /** @param pagesMax how many pages are read; where there are more, the bookmark remembers the place */
        Shard(Pages pages, int pagesMax, Bookmark bookmark) {
            this.pages = pages;
            this.pagesLeft = pagesMax;
            this.bookmark = bookmark;
            this.next = bookmark.taken();
        }

        boolean hasNext() {
            while (read.isEmpty() && more) {
                if (pagesLeft-- == 0) {
                    bookmark.put(next);
                    more = false;
                } else {
                    var page = pages.read(next);
                    page.items().forEach(item -> MessageItem.messageIn(item).ifPresent(read::add));
                    next = page.lastEvaluatedKey();
                    more = !next.isEmpty();
                }
            }
            return !read.isEmpty();
        }

        Instant oldest() {
            return read.getFirst().receivedAt();
        }

        Message next() {
            return read.removeFirst();
        }
    }
}
