package org.meterline.simulator.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meterline.contracts.Channel;
import org.meterline.simulator.chat.Message.Direction;
import org.meterline.simulator.chat.Message.Fate;

class ChatsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void only_the_newest_messages_are_kept_in_memory_and_on_disk() throws Exception {
        try (var chats = Chats.in(folder, 3)) {
            IntStream.range(0, 10).forEach(i -> chats.add(message(i)));
            for (var i = 0; i < 100; i++) {
                assertThat(chats.change(sid(9), message -> message.reached(Status.SENT, null, NOW)))
                        .isPresent();
            }

            assertThat(chats.where(message -> true)).extracting(Message::sid).containsExactly(sid(7), sid(8), sid(9));
            assertThat(Files.readAllLines(folder.resolve("messages.jsonl"))).hasSizeLessThan(20);
        }
        try (var again = Chats.in(folder, 3)) {
            assertThat(again.where(message -> true)).extracting(Message::number).containsExactly(8L, 9L, 10L);
        }
    }

    @Test
    void a_known_message_is_not_added_twice() {
        try (var chats = Chats.in(folder)) {
            var first = chats.add(message(1));

            assertThat(chats.add(message(1))).isEqualTo(first);
            assertThat(chats.where(message -> true)).hasSize(1);
        }
    }

    @Test
    void a_status_never_goes_back() {
        var read = message(1).reached(Status.READ, null, NOW).reached(Status.SENT, null, NOW);

        assertThat(read.fate().status()).isEqualTo(Status.READ);
    }

    @Test
    void waiting_ends_with_the_patience() throws InterruptedException {
        try (var chats = Chats.in(folder)) {
            assertThat(chats.await(message -> true, 1, Duration.ofMillis(1))).isEmpty();
        }
    }

    @Test
    void whoever_waits_for_a_message_is_woken_by_it_and_by_no_other() throws Exception {
        try (var chats = Chats.in(folder)) {
            IntStream.range(0, 3).forEach(i -> chats.add(message(i)));
            var looks = new AtomicInteger();
            var sent = CompletableFuture.supplyAsync(() -> waitFor(chats, 1, looks));
            while (looks.get() == 0) {
                Thread.onSpinWait();
            }

            chats.change(sid(2), message -> message.reached(Status.SENT, null, NOW));
            chats.change(sid(1), message -> message.reached(Status.SENT, null, NOW));

            assertThat(sent.get(5, TimeUnit.SECONDS).map(Message::sid)).contains(sid(1));
            assertThat(looks).hasValue(2);
        }
    }

    @Test
    void waiting_for_a_message_ends_when_it_is_gone() throws Exception {
        try (var chats = Chats.in(folder);
                var waiting = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 3).forEach(i -> chats.add(message(i)));
            var looks = List.of(new AtomicInteger(), new AtomicInteger());
            var removed = waiting.submit(() -> waitFor(chats, 1, looks.getFirst()));
            var cleared = waiting.submit(() -> waitFor(chats, 2, looks.getLast()));
            while (looks.stream().anyMatch(look -> look.get() == 0)) {
                Thread.onSpinWait();
            }

            chats.remove(sid(1));
            assertThat(removed.get(5, TimeUnit.SECONDS)).isEmpty();
            chats.clear();
            assertThat(cleared.get(5, TimeUnit.SECONDS)).isEmpty();
        }
    }

    private static Optional<Message> waitFor(Chats chats, int number, AtomicInteger looks) {
        try {
            return chats.await(
                    sid(number),
                    known -> {
                        looks.incrementAndGet();
                        return known.fate().status() == Status.SENT;
                    },
                    Duration.ofMinutes(1));
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    void what_is_known_of_phones_survives_and_is_written_a_line_at_a_time() throws Exception {
        var customer = new Address(Channel.WHATSAPP, "+27831234567");
        var utility = new Address(Channel.WHATSAPP, "+14155238886");
        try (var phones = Phones.in(folder)) {
            phones.reach("+27830000000", false);
            IntStream.range(0, 10).forEach(i -> phones.wrote(customer, utility, NOW.plusSeconds(i)));
            assertThat(Files.readAllLines(folder.resolve("phones.jsonl"))).hasSize(11);
        }
        try (var again = Phones.in(folder)) {
            assertThat(again.of("+27830000000").onWhatsApp()).isFalse();
            assertThat(again.of(customer.number()).wroteAt()).containsEntry(utility.wire(), NOW.plusSeconds(9));
            assertThat(Files.readAllLines(folder.resolve("phones.jsonl"))).hasSize(2);
        }
    }

    @Test
    void nothing_that_people_said_is_printed() {
        assertThat(message(1).toString() + message(1).content() + message(1).from())
                .doesNotContain("secret", "27831234567");
    }

    @Test
    void only_the_newest_files_are_kept() {
        var shelf = MediaShelf.in(folder, 2);
        var first = shelf.put("image/jpeg", new byte[] {1});
        var second = shelf.put("image/jpeg", new byte[] {2});
        var third = shelf.put("image/jpeg", new byte[] {3});

        assertThat(shelf.find(first.sid())).isEmpty();
        assertThat(shelf.find(second.sid())).isPresent();
        assertThat(MediaShelf.in(folder, 2).find(third.sid())).hasValue(new byte[] {3});
    }

    private static Message message(int i) {
        return new Message(
                sid(i),
                0,
                "AC00000000000000000000000000000001",
                Direction.OUTBOUND,
                new Address(Channel.WHATSAPP, "+14155238886"),
                new Address(Channel.WHATSAPP, "+27831234567"),
                new Message.Content("secret", List.of(), List.of(), null, null, Map.of()),
                null,
                null,
                null,
                NOW,
                Fate.begin(Status.QUEUED, NOW));
    }

    private static String sid(int i) {
        return "SM" + "%032x".formatted(i);
    }
}
