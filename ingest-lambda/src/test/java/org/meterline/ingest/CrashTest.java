package org.meterline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meterline.ingest.Samples.messageBody;
import static org.meterline.ingest.Samples.sid;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meterline.contracts.MessageReceived;
import org.meterline.contracts.MessageTable.IngestState;
import org.meterline.contracts.PartKind;

/** The sweeper, and what the reconciler found, when their process dies behind each step in turn: over fakes, in one process. */
class CrashTest {

    private static final String URL = "https://api.twilio.com" + Samples.mediaPath(sid("MM", 1), 1);
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
    @CsvSource({"1, 1", "2, 1", "3, 1", "4, 1", "5, 1", "6, 2", "7, 1"})
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

    private void sweep(Steps steps) {
        var kept = steps.around(messages);
        var keepPhotos = new KeepPhotos(steps.around(media), steps.around(photos), kept, clock, Duration.ofSeconds(30));
        var finishMessage = new FinishMessage(keepPhotos, new PublishMessage(steps.around(events), kept));
        new SweepMessages(kept, finishMessage, clock).sweep(Deadline.in(Duration.ofSeconds(30)));
    }
}
