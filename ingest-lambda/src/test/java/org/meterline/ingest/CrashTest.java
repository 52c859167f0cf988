package org.meterline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.meterline.ingest.Samples.messageBody;
import static org.meterline.ingest.Samples.sid;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meterline.contracts.Event;
import org.meterline.contracts.MessageReceived;
import org.meterline.contracts.MessageTable.IngestState;
import org.meterline.contracts.PartKind;

/** The sweeper, what the reconciler found, and a status, when their process dies behind each step in turn: over fakes, in one process. */
class CrashTest {

    private static final String URL = "https://api.twilio.com" + Samples.mediaPath(sid("MM", 1), 1);
    private static final String STATUS = sid("SM", 9) + "/delivered";
    private static final String STATUS_BODY =
            Samples.body("AccountSid", Samples.ACCOUNT, "MessageSid", sid("SM", 9), "MessageStatus", "delivered");
    private static final String OTHER_URL = "https://api.twilio.com" + Samples.mediaPath(sid("MM", 1), 2);

    private final MovableClock clock = new MovableClock(Samples.NOW);
    private final InMemoryMessages messages = new InMemoryMessages();
    private final InMemoryPhotos photos = new InMemoryPhotos();
    private final RecordingEvents events = new RecordingEvents();
    private final ScriptedMedia media =
            new ScriptedMedia().with(URL, Samples.JPEG).with(OTHER_URL, Samples.JPEG);

    /** The end of a process, as far as one thread can know it: no catch of ours stops it. */
    private static final class Gone extends Error {
        Gone() {
            super("the process is gone", null, false, false);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 1", "4, 1", "5, 2", "6, 1"})
    void behind_whichever_step_a_sweep_dies_the_next_one_finishes(int step, int timesTold) {
        var body = messageBody(sid("MM", 1), "NumMedia", "2", "MediaUrl0", URL, "MediaUrl1", OTHER_URL);
        messages.claim(Samples.message(body));
        clock.advance(Duration.ofSeconds(61));

        sweep(new Steps(step, () -> {
            throw new Gone();
        }));
        clock.advance(Duration.ofSeconds(61));
        sweep(new Steps(Integer.MAX_VALUE, () -> {}));

        assertThat(messages.get(sid("MM", 1)).state()).isEqualTo(IngestState.PUBLISHED);
        assertThat(photos.files())
                .containsOnlyKeys(
                        "meters/2026/11/" + sid("MM", 1) + ".jpg", "meters/2026/11/" + sid("MM", 1) + "-2.jpg");
        assertThat(events.published())
                .as("only who died between telling and noting it tells again")
                .hasSize(timesTold)
                .allSatisfy(event -> assertThat(((MessageReceived) event).parts())
                        .extracting(MessageReceived.Part::kind)
                        .isEqualTo(List.of(PartKind.PHOTO, PartKind.PHOTO)));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 2", "4, 1"})
    void behind_whichever_step_a_sweep_dies_while_a_file_is_lost_it_is_lost_for_all_that_are_told(
            int step, int timesTold) {
        var body = messageBody(sid("MM", 1), "NumMedia", "1", "MediaUrl0", "https://gone");
        messages.claim(Samples.message(body));
        clock.advance(Duration.ofSeconds(61));

        sweep(new Steps(step, () -> {
            throw new Gone();
        }));
        if (step > 1) { // what is written down as lost stays so, though Twilio should find it
            media.with("https://gone", Samples.JPEG);
        }
        clock.advance(Duration.ofSeconds(61));
        sweep(new Steps(Integer.MAX_VALUE, () -> {}));

        assertThat(messages.get(sid("MM", 1)).state()).isEqualTo(IngestState.PUBLISHED);
        assertThat(events.published())
                .hasSize(timesTold)
                .allSatisfy(event -> assertThat(((MessageReceived) event).parts())
                        .extracting(MessageReceived.Part::kind)
                        .containsExactly(PartKind.LOST_MEDIA));
    }

    /** Between telling and keeping Twilio has no answer; whether or not it comes again, nothing is lost, and all is told alike. */
    @ParameterizedTest
    @CsvSource({"0, 0, 1", "1, 0, 2", "2, 1, 2"})
    void behind_whichever_step_a_status_dies_what_comes_again_is_kept_once_and_told_with_the_same_id(
            int step, int kept, int timesTold) {
        assertThatExceptionOfType(Gone.class)
                .isThrownBy(() -> keepStatus(new Steps(step, () -> {
                    throw new Gone();
                })));
        assertThat(messages.size()).as("kept before Twilio comes again").isEqualTo(kept);

        keepStatus(new Steps(Integer.MAX_VALUE, () -> {}));
        clock.advance(Duration.ofSeconds(61));
        sweep(new Steps(Integer.MAX_VALUE, () -> {}));

        assertThat(messages.get(STATUS).state()).isEqualTo(IngestState.PUBLISHED);
        assertThat(events.published())
                .hasSize(timesTold)
                .extracting(Event::eventId)
                .containsOnly(STATUS + "/delivery.reported");
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 2", "2, 1"})
    void behind_whichever_step_a_sweep_dies_a_status_that_the_broker_did_not_take_is_told(int step, int timesTold) {
        events.goDown(true);
        keepStatus(new Steps(Integer.MAX_VALUE, () -> {}));
        assertThat(messages.get(STATUS).state()).isEqualTo(IngestState.STORED);
        events.goDown(false);
        clock.advance(Duration.ofSeconds(61));

        sweep(new Steps(step, () -> {
            throw new Gone();
        }));
        clock.advance(Duration.ofSeconds(61));
        sweep(new Steps(Integer.MAX_VALUE, () -> {}));

        assertThat(messages.get(STATUS).state()).isEqualTo(IngestState.PUBLISHED);
        assertThat(events.published()).hasSize(timesTold);
    }

    private void keepStatus(Steps steps) {
        var kept = steps.around(messages);
        var route = Route.in("/webhooks/twilio/status/our-own-id").orElseThrow();
        var status = (Inbound.Status)
                Samples.message(STATUS_BODY, route, Samples.NOW).inbound();
        var unused = new KeepStatus(new PublishMessage(steps.around(events), kept), new KeepMessage(kept, clock))
                .keep(status, route, STATUS_BODY);
    }

    private void sweep(Steps steps) {
        var kept = steps.around(messages);
        var keepPhotos = new KeepPhotos(steps.around(media), steps.around(photos), kept, clock, Duration.ofSeconds(30));
        var finishMessage = new FinishMessage(keepPhotos, new PublishMessage(steps.around(events), kept));
        new SweepMessages(kept, finishMessage, clock).sweep(Deadline.in(Duration.ofSeconds(30)));
    }
}
