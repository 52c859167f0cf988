package org.meterline.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.meterline.contracts.MessageTable.OcrState;
import org.meterline.contracts.PhotoName;
import org.meterline.contracts.QualityFinding;
import org.meterline.contracts.ReadingUnreadable;
import org.meterline.contracts.UnreadableReason;

/** What every kind of {@link Messages} keeps its word about. */
abstract class MessagesContract {

    private static int number;

    /** The messages under test. */
    abstract Messages messages();

    /** Keeps a message with this photo, as {@link InMemoryMessages#known} tells it, not read yet. */
    abstract void keep(PhotoName photo);

    /** A photo that no other test speaks of. */
    static PhotoName freshPhoto() {
        return new PhotoName("MM%032x".formatted(++number), 1);
    }

    @Test
    void a_photo_is_found_with_all_that_its_message_tells() {
        var photo = freshPhoto();
        keep(photo);

        assertThat(messages().find(photo)).contains(InMemoryMessages.known(photo));
    }

    @Test
    void a_photo_nobody_kept_is_not_found() {
        var photo = freshPhoto();
        keep(photo);

        assertThat(messages().find(freshPhoto())).isEmpty();
        assertThat(messages().find(new PhotoName(photo.messageId(), 2))).isEmpty();
    }

    @Test
    void a_result_is_kept_once_and_the_first_one_stands() {
        var photo = freshPhoto();
        keep(photo);
        var first = result(photo, UnreadableReason.BLUR);
        var second = result(photo, UnreadableReason.DARK);

        assertThat(messages().settle(photo, first)).isTrue();
        assertThat(messages().settle(photo, second)).isFalse();

        assertThat(messages().find(photo).orElseThrow().results()).containsExactly(first.event());
    }

    @Test
    void what_other_readers_made_of_it_is_kept_beside_once_per_version() {
        var photo = freshPhoto();
        keep(photo);
        var first = result(photo, UnreadableReason.BLUR);
        var second = result(photo, UnreadableReason.DARK, "test-2");
        var third = result(photo, UnreadableReason.GLARE, "test-3.1/b c");

        assertThat(messages().keepBeside(photo, second)).as("beside nothing").isFalse();
        messages().settle(photo, first);
        assertThat(messages().keepBeside(photo, second)).isTrue();
        assertThat(messages().keepBeside(photo, result(photo, UnreadableReason.NO_METER, "test-2")))
                .isFalse();
        assertThat(messages().keepBeside(photo, third)).isTrue();

        assertThat(messages().find(photo).orElseThrow().results())
                .containsExactly(first.event(), second.event(), third.event());
    }

    @Test
    void a_result_of_a_photo_that_is_not_there_is_not_kept() {
        var photo = freshPhoto();

        assertThat(messages().settle(photo, result(photo, UnreadableReason.BLUR)))
                .isFalse();
        assertThat(messages().find(photo)).isEmpty();
    }

    static PhotoResult result(PhotoName photo, UnreadableReason reason) {
        return result(photo, reason, "test-1");
    }

    static PhotoResult result(PhotoName photo, UnreadableReason reason, String readerVersion) {
        var known = InMemoryMessages.known(photo);
        var event = new ReadingUnreadable(
                photo.messageId(),
                known.userPhone(),
                "meters/2026/11/" + photo.id() + ".jpg",
                known.receivedAt(),
                photo.id(),
                known.channel(),
                known.receivingNumber(),
                known.contact(),
                reason,
                readerVersion);
        var work = new PhotoResult.Work(
                "",
                BigDecimal.ZERO,
                Box.of(1, 2, 3, 4),
                640,
                480,
                List.of(QualityFinding.BLUR),
                Map.of("sharpness", 0.07),
                readerVersion,
                12);
        return new PhotoResult(OcrState.UNREADABLE, event, work);
    }
}
