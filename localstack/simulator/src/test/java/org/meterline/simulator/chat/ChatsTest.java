package org.meterline.simulator.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
