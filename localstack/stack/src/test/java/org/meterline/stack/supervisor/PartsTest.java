package org.meterline.stack.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PartsTest {

    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Parts parts = new Parts();

    @Test
    void a_part_that_starts_slowly_holds_up_no_other_and_is_not_started_twice() throws InterruptedException {
        var slow = new FakePart("broker", new CountDownLatch(1));
        var quick = new FakePart("billing", new CountDownLatch(0));
        parts.add(slow);
        parts.add(quick);
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            parts.lookAfter(threads, PAUSE);

            assertThat(slow.begun.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS))
                    .isTrue();
            assertThat(quick.ended.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS))
                    .isTrue();
            assertThat(parts.isReady("billing")).isTrue();
            assertThat(parts.isReady("broker")).isFalse();
            assertThat(parts.isReady("nobody")).isFalse();
            Thread.sleep(PAUSE.multipliedBy(10)); // the watchman would have looked again
            assertThat(slow.starts).hasValue(1);

            slow.mayEnd.countDown();

            assertThat(slow.ended.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS))
                    .isTrue();
        } finally {
            threads.shutdownNow();
        }
        assertThat(threads.awaitTermination(LIMIT.toMillis(), TimeUnit.MILLISECONDS))
                .as("the watchmen go when they are told to")
                .isTrue();
    }

    @Test
    void what_was_ended_for_good_is_not_watched_any_more() throws InterruptedException {
        var part = new FakePart("billing", new CountDownLatch(0));
        parts.add(part);
        parts.tell("billing", Watched::stop);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            parts.lookAfter(threads, PAUSE);

            threads.shutdown();
            assertThat(threads.awaitTermination(LIMIT.toMillis(), TimeUnit.MILLISECONDS))
                    .isTrue();
        }
        assertThat(part.starts).hasValue(0);
    }

    /** One that is dead until it has been started, which takes until it may end. */
    private static final class FakePart implements Part {

        private final String name;
        private final CountDownLatch mayEnd;
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch ended = new CountDownLatch(1);
        private final AtomicInteger starts = new AtomicInteger();

        FakePart(String name, CountDownLatch mayEnd) {
            this.name = name;
            this.mayEnd = mayEnd;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void start() {
            starts.incrementAndGet();
            begun.countDown();
            try {
                mayEnd.await();
                ended.countDown();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public boolean isAlive() {
            return ended.getCount() == 0;
        }

        @Override
        public boolean isReady() {
            return isAlive();
        }

        @Override
        public void kill() {}

        @Override
        public void stop() {}

        @Override
        public OptionalLong pid() {
            return OptionalLong.empty();
        }

        @Override
        public OptionalInt port() {
            return OptionalInt.empty();
        }
    }
}
