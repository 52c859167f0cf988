package org.meterline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meterline.ingest.Samples.messageBody;
import static org.meterline.ingest.Samples.sid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.meterline.contracts.MessageTable.IngestState;

/** What an operator replays, from every state that a message can stand in. */
class ReplayTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String URL = "https://api.twilio.com" + Samples.mediaPath(Samples.PHOTO_MESSAGE, 3);

    private final MovableClock clock = new MovableClock(Samples.NOW);
    private final InMemoryMessages messages = new InMemoryMessages();
    private final RecordingEvents events = new RecordingEvents();
    private final ScriptedMedia media = new ScriptedMedia().with(URL, Samples.JPEG);
    private final ReplayHandler handler = new ReplayHandler(new ReplayMessage(
            messages,
            new FinishMessage(
                    new KeepPhotos(media, new InMemoryPhotos(), messages, clock, Duration.ofSeconds(8)),
                    new PublishMessage(events, messages))));
    private final Message text = Samples.message(messageBody(sid("SM", 1), "Body", "1234"));

    @Test
    void a_message_that_came_to_its_end_is_told_once_more_with_the_same_id() throws Exception {
        messages.claim(text);
        messages.markPublished(text);

        assertThat(failuresOf(text.id())).isEmpty();
        assertThat(failuresOf(text.id())).isEmpty();

        assertThat(events.published())
                .hasSize(2)
                .allMatch(event -> event.eventId().equals(text.id() + "/message.received"));
        assertThat(messages.get(text.id()).state()).isEqualTo(IngestState.PUBLISHED);
    }

    @Test
    void a_message_that_was_left_stored_is_finished() throws Exception {
        messages.claim(text);

        assertThat(failuresOf(text.id())).isEmpty();

        assertThat(events.published()).hasSize(1);
        assertThat(messages.get(text.id()).state()).isEqualTo(IngestState.PUBLISHED);
    }

    @Test
    void a_message_whose_files_are_wanted_gets_them_first() throws Exception {
        messages.claim(Samples.message(Samples.PHOTO_BODY));

        assertThat(failuresOf(Samples.PHOTO_MESSAGE)).isEmpty();

        assertThat(messages.get(Samples.PHOTO_MESSAGE).state()).isEqualTo(IngestState.PUBLISHED);
    }

    @Test
    void without_a_broker_the_queue_keeps_it_and_its_neighbours_are_judged_alone() throws Exception {
        messages.claim(text);
        events.goDown(true);

        assertThat(failuresOf(sid("SM", 404), text.id())).containsExactly("queue-1");
        assertThat(messages.get(text.id()).state()).isEqualTo(IngestState.STORED);
    }

    @Test
    void nonsense_is_left_out() throws Exception {
        assertThat(failures("{\"Records\":[{\"messageId\":\"queue-0\",\"body\":\"no json\"},"
                        + "{\"messageId\":\"queue-1\",\"body\":\"{}\"}]}"))
                .isEmpty();
        assertThat(events.published()).isEmpty();
    }

    private List<String> failuresOf(String... messageIds) throws Exception {
        var batch = JSON.createObjectNode();
        var records = batch.putArray("Records");
        for (var id : messageIds) {
            records.addObject()
                    .put("messageId", "queue-" + (records.size() - 1))
                    .put("body", JSON.createObjectNode().put("messageId", id).toString());
        }
        return failures(batch.toString());
    }

    private List<String> failures(String batch) throws Exception {
        var answer = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(batch.getBytes(StandardCharsets.UTF_8)), answer, null);
        var failures = new ArrayList<String>();
        for (JsonNode failure : JSON.readTree(answer.toByteArray()).path("batchItemFailures")) {
            failures.add(failure.path("itemIdentifier").asText());
        }
        return failures;
    }
}
