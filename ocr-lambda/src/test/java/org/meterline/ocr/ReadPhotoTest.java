package org.meterline.ocr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.meterline.contracts.Candidate;
import org.meterline.contracts.Event;
import org.meterline.contracts.MessageTable.OcrState;
import org.meterline.contracts.MeterType;
import org.meterline.contracts.PhotoName;
import org.meterline.contracts.QualityFinding;
import org.meterline.contracts.ReadingCaptured;
import org.meterline.contracts.ReadingFailed;
import org.meterline.contracts.ReadingUnreadable;
import org.meterline.contracts.UnreadableReason;

/** The road from a notification to an event, and what happens to it when something is down. */
class ReadPhotoTest {

    private static final PhotoName PHOTO = new PhotoName("MM00000000000000000000000000000002", 1);
    private static final String KEY = "meters/2026/11/MM00000000000000000000000000000002.jpg";

    private final InMemoryMessages messages = new InMemoryMessages();
    private final Map<String, byte[]> bucket = new HashMap<>();
    private final RecordingEvents events = new RecordingEvents();
    private final List<Event> told = events.told();
    private final ScriptedReader reader = new ScriptedReader();

    private final Photos photos = key -> Optional.ofNullable(bucket.get(key)).or(() -> {
        throw new IllegalStateException("no such key");
    });
    private final ReadPhoto readPhoto =
            new ReadPhoto(photos, messages, events, reader, InstantSource.fixed(Instant.parse("2026-11-21T08:15:33Z")));
    private final MeterPhotoHandler handler = new MeterPhotoHandler(readPhoto);
    private final DeadPhotoHandler deadHandler =
            new DeadPhotoHandler(new GiveUpPhoto(messages, events, reader.version()));

    @BeforeEach
    void a_photo_is_stored() {
        messages.add(PHOTO);
        bucket.put(KEY, jpeg());
    }

    @Test
    void what_was_read_is_kept_and_told() {
        assertThat(handle(KEY)).isEmpty();

        assertThat(told).singleElement().isInstanceOfSatisfying(ReadingCaptured.class, captured -> {
            assertThat(captured.messageId()).isEqualTo(PHOTO.messageId());
            assertThat(captured.userPhone()).isEqualTo("+27831234567");
            assertThat(captured.meterReading()).isEqualTo("04821.7");
            assertThat(captured.confidence()).isEqualByComparingTo("0.912");
            assertThat(captured.imageS3Key()).isEqualTo(KEY);
            assertThat(captured.imageSha256()).isEqualTo(Fingerprint.sha256(bucket.get(KEY)));
            assertThat(captured.perceptualHash()).matches("[0-9a-f]{64}");
            assertThat(captured.serial()).isEqualTo("4410982");
            assertThat(captured.meterType()).isEqualTo(MeterType.ELECTRICITY);
            assertThat(captured.findings()).containsExactly(QualityFinding.GLARE);
            assertThat(captured.eventId()).isEqualTo(PHOTO.id() + "/reading.captured/scripted-1");
        });
        var result = messages.resultOf(PHOTO);
        assertThat(result.state()).isEqualTo(OcrState.READ);
        assertThat(result.event()).isEqualTo(told.getFirst());
        assertThat(result.work()).isNotNull();
        assertThat(result.work().text()).isEqualTo("04821.7");
        assertThat(result.work().imageWidthPx()).isEqualTo(64);
    }

    @Test
    void a_photo_delivered_twice_is_read_once_and_told_twice_as_the_same_event() {
        handle(KEY);
        handle(KEY);

        assertThat(reader.asked).isEqualTo(1);
        assertThat(told).hasSize(2);
        assertThat(told.get(0)).isEqualTo(told.get(1));
    }

    @Test
    void while_the_broker_is_down_the_photo_is_left_for_retry_and_then_told_without_reading_again() {
        events.goAway(true);
        assertThat(handle(KEY)).containsExactly("1");

        events.goAway(false);
        assertThat(handle(KEY)).isEmpty();

        assertThat(reader.asked).isEqualTo(1);
        assertThat(told).hasSize(1);
    }

    @Test
    void a_file_that_is_no_picture_is_unreadable_for_that_reason() {
        bucket.put(KEY, "these are words".getBytes(java.nio.charset.StandardCharsets.UTF_8));

        handle(KEY);

        assertThat(reader.asked).isZero();
        assertThat(told)
                .singleElement()
                .isInstanceOfSatisfying(
                        ReadingUnreadable.class,
                        unreadable -> assertThat(unreadable.reason()).isEqualTo(UnreadableReason.NOT_A_PICTURE));
        assertThat(messages.resultOf(PHOTO).state()).isEqualTo(OcrState.UNREADABLE);
    }

    @Test
    void an_unreadable_photo_is_told_with_the_readers_reason() {
        reader.answer = new DialReading.Unreadable(UnreadableReason.DARK, Map.of());

        handle(KEY);

        assertThat(told)
                .singleElement()
                .isInstanceOfSatisfying(
                        ReadingUnreadable.class,
                        unreadable -> assertThat(unreadable.reason()).isEqualTo(UnreadableReason.DARK));
    }

    @Test
    void a_photo_whose_message_is_not_there_yet_is_left_for_retry() {
        assertThat(handle(KEY.replace("2.jpg", "3.jpg"))).containsExactly("1");
        assertThat(told).isEmpty();
    }

    @Test
    void one_photo_that_fails_does_not_fail_its_neighbours() {
        var response = handler.handleRequest(
                Notifications.batch(
                        "nonsense", Notifications.ofKey(KEY), Notifications.ofKey("meters/2026/11/other.jpg")),
                null);

        assertThat(Notifications.failedIds(response)).containsExactly("1");
        assertThat(told).hasSize(1);
    }

    @Test
    void want_of_memory_is_no_answer_but_a_failed_invocation() {
        reader.failure = new OutOfMemoryError("test");

        assertThatThrownBy(() -> handle(KEY)).isInstanceOf(OutOfMemoryError.class);
        assertThat(messages.resultOf(PHOTO)).isNull();
    }

    @Test
    void a_photo_tried_until_the_limit_is_told_as_failed_once() {
        assertThat(bury(KEY)).isEmpty();
        assertThat(bury(KEY)).isEmpty();

        assertThat(told).hasSize(2).allSatisfy(event -> assertThat(event).isInstanceOf(ReadingFailed.class));
        assertThat(told.get(0)).isEqualTo(told.get(1));
        assertThat(messages.resultOf(PHOTO).state()).isEqualTo(OcrState.FAILED);
    }

    @Test
    void a_photo_that_was_read_but_never_told_is_told_as_read_when_it_is_buried() {
        events.goAway(true);
        handle(KEY);
        assertThat(bury(KEY)).containsExactly("1");
        events.goAway(false);

        assertThat(bury(KEY)).isEmpty();

        assertThat(told).singleElement().isInstanceOf(ReadingCaptured.class);
    }

    @Test
    void a_replay_with_another_reader_keeps_and_tells_both_results() {
        handle(KEY);
        reader.version = "scripted-2";
        reader.answer = new DialReading.Unreadable(UnreadableReason.DARK, Map.of());

        replay(KEY);

        assertThat(told.stream().map(Event::eventId))
                .containsExactly(
                        PHOTO.id() + "/reading.captured/scripted-1",
                        PHOTO.id() + "/reading.captured/scripted-1",
                        PHOTO.id() + "/reading.unreadable/scripted-2");
        assertThat(messages.resultOf(PHOTO).state()).isEqualTo(OcrState.READ);
        assertThat(messages.resultOf(PHOTO, "scripted-2").state()).isEqualTo(OcrState.UNREADABLE);
    }

    @Test
    void a_replay_with_a_reader_that_has_read_it_tells_what_is_kept_and_reads_nothing() {
        handle(KEY);
        replay(KEY);
        reader.version = "scripted-2";
        replay(KEY);
        replay(KEY);

        assertThat(reader.asked).isEqualTo(2);
        assertThat(told).hasSize(6);
        assertThat(told.stream().distinct()).hasSize(2);
    }

    @Test
    void a_delivery_of_the_bucket_is_no_reason_for_another_reader_to_read_again() {
        handle(KEY);
        reader.version = "scripted-2";
        handle(KEY);

        assertThat(reader.asked).isEqualTo(1);
        assertThat(told.stream().distinct()).hasSize(1);
    }

    @Test
    void a_replay_of_a_photo_that_was_given_up_has_it_read() {
        bury(KEY);

        replay(KEY);
        replay(KEY);

        assertThat(reader.asked).isEqualTo(1);
        assertThat(told.stream().map(Event::eventId).distinct())
                .containsExactly(
                        PHOTO.id() + "/reading.failed/scripted-1", PHOTO.id() + "/reading.captured/scripted-1");
    }

    @Test
    void a_replay_while_the_broker_is_down_is_told_later_without_reading_again() {
        handle(KEY);
        reader.version = "scripted-2";
        events.goAway(true);
        assertThat(replay(KEY)).containsExactly("1");

        events.goAway(false);
        assertThat(replay(KEY)).isEmpty();

        assertThat(reader.asked).isEqualTo(2);
        assertThat(told.stream().distinct()).hasSize(2);
    }

    private List<String> replay(String key) {
        return Notifications.failedIds(handler.handleRequest(Notifications.batch(Notifications.ofReplay(key)), null));
    }

    private List<String> handle(String key) {
        return Notifications.failedIds(handler.handleRequest(Notifications.batch(Notifications.ofKey(key)), null));
    }

    private List<String> bury(String key) {
        return Notifications.failedIds(deadHandler.handleRequest(Notifications.batch(Notifications.ofKey(key)), null));
    }

    private static byte[] jpeg() {
        try {
            var bytes = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "jpg", bytes);
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** A reader that says what it was told to say. */
    private static final class ScriptedReader implements DialReader {

        private DialReading answer = new DialReading.Read(
                List.of(new Candidate(
                        "04821.7",
                        new BigDecimal("0.912"),
                        List.of(new Candidate.Digit("7", new BigDecimal("0.958"), false)))),
                Box.of(10, 20, 30, 12),
                "4410982",
                MeterType.ELECTRICITY,
                List.of(QualityFinding.GLARE),
                Map.of("sharpness", 0.5));
        private String version = "scripted-1";
        private Error failure;
        private int asked;

        @Override
        public DialReading read(Photo photo) {
            asked++;
            if (failure != null) {
                throw failure;
            }
            return answer;
        }

        @Override
        public String version() {
            return version;
        }
    }
}
