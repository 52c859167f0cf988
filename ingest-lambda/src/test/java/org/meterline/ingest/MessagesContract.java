package org.meterline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meterline.ingest.Samples.messageBody;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.meterline.contracts.MessageTable.IngestState;

/** What every kind of {@link Messages} does, the fake and the real one. */
interface MessagesContract {

    Messages messages();

    @Test
    default void of_many_that_claim_at_once_one_wins() throws Exception {
        var message = photoMessage();
        var claims = List.<Callable<Messages.Claim>>copyOf(
                Collections.nCopies(64, () -> messages().claim(message)));
        try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = all.invokeAll(claims).stream()
                    .map(claim -> claim.resultNow())
                    .toList();
            assertThat(results).filteredOn(Messages.Claim.Won.class::isInstance).hasSize(1);
            assertThat(results)
                    .filteredOn(Messages.Claim.Taken.class::isInstance)
                    .containsOnly(new Messages.Claim.Taken(IngestState.RECEIVED, null))
                    .hasSize(63);
        }
    }

    @Test
    default void a_kept_message_comes_back_as_it_was() {
        var message = photoMessage();
        messages().claim(message);

        assertThat(unfinished(message)).containsExactly(message);
        assertThat(all(messages().unfinished(message.state(), message.receivedAt())))
                .doesNotContain(message);
    }

    @Test
    default void a_message_comes_back_with_its_place_in_its_trace() {
        var message = photoMessage().tracedAt("00-000000000000000000000000000000ab-00f067aa0ba902b7-01");
        messages().claim(message);

        assertThat(unfinished(message)).containsExactly(message);
        assertThat(messages().claim(message.tracedAt("00-000000000000000000000000000000ab-00f067aa0ba902b8-01")))
                .as("who comes second hears where the first one was")
                .isEqualTo(new Messages.Claim.Taken(message.state(), message.traceparent()));
    }

    @Test
    default void a_message_is_found_by_its_id_in_every_state() {
        var message = Samples.message(messageBody(newSid("SM"), "Body", "hello"));
        assertThat(messages().find(message.id())).isEmpty();

        messages().claim(message);
        assertThat(messages().find(message.id())).contains(message);

        messages().markPublished(message);
        assertThat(messages().find(message.id())).contains(message.with(List.of(), IngestState.PUBLISHED));
    }

    @Test
    default void a_status_comes_back_as_it_was() {
        var message = status();
        messages().claim(message);

        assertThat(unfinished(message)).containsExactly(message);
    }

    @Test
    default void a_status_that_was_told_before_is_at_rest_and_nobody_looks_for_it() {
        var told = status().told();

        assertThat(messages().claim(told)).isEqualTo(new Messages.Claim.Won());
        assertThat(messages().claim(told.with(List.of(), IngestState.STORED)))
                .isEqualTo(new Messages.Claim.Taken(IngestState.PUBLISHED, null));

        assertThat(messages().find(told.id())).contains(told);
        assertThat(unfinished(told)).isEmpty();
    }

    @Test
    default void a_status_that_is_told_later_is_finished() {
        var status = status();
        messages().claim(status);

        messages().markPublished(status);
        messages().markPublished(status);

        assertThat(messages().find(status.id())).contains(status.told());
        assertThat(unfinished(status)).isEmpty();
    }

    @Test
    default void files_may_be_written_down_with_that_they_are_told() {
        var message = photoMessage();
        messages().claim(message);
        var files = message.parts().stream().map(MessagesContract::stored).toList();

        messages().markPublished(message, files);

        assertThat(messages().find(message.id())).contains(message.with(files, IngestState.PUBLISHED));
        assertThat(unfinished(message)).isEmpty();
    }

    @Test
    default void files_that_another_has_written_down_stay_as_they_are() {
        var message = photoMessage();
        messages().claim(message);
        var lost = message.parts().stream().map(Message.Part::lost).toList();
        var kept = messages().keepFiles(message, lost, IngestState.STORED);

        messages()
                .markPublished(
                        message,
                        message.parts().stream().map(MessagesContract::stored).toList());

        assertThat(messages().find(message.id())).contains(kept);
    }

    @Test
    default void files_are_written_down_as_they_come_and_the_state_goes_forward_once() {
        var message = photoMessage();
        messages().claim(message);
        var first = stored(message.parts().getFirst());
        var second = message.parts().getLast().lost();

        var half = messages().keepFiles(message, List.of(first), IngestState.RECEIVED);
        assertThat(half).isEqualTo(message.with(List.of(first), IngestState.RECEIVED));
        assertThat(unfinished(message)).containsExactly(half);

        var whole = messages().keepFiles(half, List.of(second), IngestState.STORED);
        assertThat(unfinished(message)).containsExactly(whole);
        assertThat(whole.state()).isEqualTo(IngestState.STORED);
        assertThat(whole.parts()).containsExactly(first, second);

        var late = messages().keepFiles(message, List.of(first.lost()), IngestState.STORED);
        assertThat(late).as("who comes late gets what is there").isEqualTo(whole);
    }

    @Test
    default void a_published_message_is_finished_and_stays_so() {
        var message = Samples.message(messageBody(newSid("SM"), "Body", "hello"));
        messages().claim(message);
        assertThat(unfinished(message)).hasSize(1);

        messages().markPublished(message);
        messages().markPublished(message);

        assertThat(unfinished(message)).isEmpty();
        assertThat(messages().claim(message)).isEqualTo(new Messages.Claim.Taken(IngestState.PUBLISHED, null));
    }

    @Test
    default void a_message_whose_files_are_wanted_cannot_be_published() {
        var message = photoMessage();
        messages().claim(message);

        messages().markPublished(message);

        assertThat(unfinished(message)).containsExactly(message);
    }

    @Test
    default void of_many_ids_those_are_missing_that_nobody_claimed() {
        var kept = Samples.message(messageBody(newSid("SM"), "Body", "hello"));
        messages().claim(kept);
        var ids = Stream.generate(() -> newSid("SM")).limit(250).collect(Collectors.toCollection(ArrayList::new));
        assertThat(messages().missing(ids)).containsExactlyInAnyOrderElementsOf(ids);

        ids.add(120, kept.id());
        ids.add(kept.id());
        assertThat(messages().missing(ids)).hasSize(250).doesNotContain(kept.id());
        assertThat(messages().missing(List.of())).isEmpty();
    }

    @Test
    default void the_oldest_unfinished_come_first() {
        var before = Samples.NOW.minus(Duration.ofDays(3));
        var body = messageBody(newSid("SM"), "Body", "1");
        var old = Samples.message(body, Samples.WHATSAPP, before.minusMillis(3));
        var older = Samples.message(messageBody(newSid("SM"), "Body", "2"), Samples.WHATSAPP, before.minusMillis(4));
        var oldest = Samples.message(messageBody(newSid("SM"), "Body", "3"), Samples.WHATSAPP, before.minusMillis(5));
        List.of(old, oldest, older).forEach(messages()::claim);

        var unfinished = messages().unfinished(IngestState.STORED, before);

        assertThat(List.of(unfinished.next(), unfinished.next(), unfinished.next()))
                .containsExactly(oldest, older, old);
        assertThat(unfinished.hasNext()).isFalse();
    }

    private List<Message> unfinished(Message message) {
        return Stream.of(IngestState.RECEIVED, IngestState.STORED)
                .flatMap(state ->
                        all(messages().unfinished(state, message.receivedAt().plusMillis(1))).stream())
                .filter(one -> one.id().equals(message.id()))
                .toList();
    }

    private static List<Message> all(Iterator<Message> messages) {
        var all = new ArrayList<Message>();
        messages.forEachRemaining(all::add);
        return all;
    }

    private static Message status() {
        var route = Route.in("/webhooks/twilio/status/our-own-id").orElseThrow();
        var body = Samples.body(
                "AccountSid",
                Samples.ACCOUNT,
                "MessageSid",
                newSid("SM"),
                "MessageStatus",
                "read",
                "From",
                "whatsapp:+14155238886",
                "To",
                "whatsapp:+27831234567");
        return Samples.message(body, route, Samples.NOW);
    }

    private static Message photoMessage() {
        return Samples.message(messageBody(
                newSid("MM"),
                "NumMedia",
                "2",
                "MediaUrl0",
                "https://a",
                "MediaContentType0",
                "image/jpeg",
                "MediaUrl1",
                "https://b",
                "Body",
                "caption"));
    }

    private static Message.Part stored(Message.Part part) {
        return part.stored(FileType.PNG, new Message.StoredFile("meters/2026/11/x.png", "00ff", 12));
    }

    private static String newSid(String prefix) {
        return prefix + UUID.randomUUID().toString().replace("-", "");
    }
}
