package org.meterline.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.meterline.contracts.QualityFinding;
import org.meterline.contracts.UnreadableReason;
import org.meterline.ocr.reader.CounterReading;
import org.meterline.ocr.reader.CounterReading.Condition;
import org.meterline.ocr.reader.Dial;
import org.meterline.ocr.reader.PhotoReading;
import org.meterline.ocr.reader.Point;
import org.meterline.ocr.reader.Quad;
import org.meterline.ocr.reader.Wheel;

class PhotoFaultsTest {

    private static final PhotoQuality GOOD = new PhotoQuality(200, 150, 0.6, 0.01);
    private static final PhotoQuality BLURRED = new PhotoQuality(200, 150, 0.05, 0.01);
    private static final Condition CLEAN = new Condition(0.1, 0.1, 0.1, 0.1);

    @Test
    void each_fault_has_its_finding_and_what_helps_most_comes_first() {
        assertThat(PhotoFaults.of(counter(40, 0.5, CLEAN), 0.1)).isEmpty();
        assertThat(PhotoFaults.of(counter(40, 0.5, new Condition(0.9, 0.8, 0.7, 0.6)), 0.95))
                .containsExactly(
                        QualityFinding.SCREEN,
                        QualityFinding.CUT_OFF,
                        QualityFinding.DARK,
                        QualityFinding.GLARE,
                        QualityFinding.BLUR);
    }

    @Test
    void a_customer_is_not_suspected_as_lightly_as_a_photo_is_called_dark() {
        assertThat(PhotoFaults.of(counter(40, 0.5, new Condition(0.1, 0.1, 0.8, 0.1)), 0.8))
                .containsExactly(QualityFinding.DARK);
    }

    @Test
    void small_digits_are_too_far_unless_they_were_read_all_the_same() {
        assertThat(PhotoFaults.of(counter(12, 0.5, CLEAN), 0)).containsExactly(QualityFinding.TOO_FAR);
        assertThat(PhotoFaults.of(counter(12, 0.95, CLEAN), 0)).isEmpty();
    }

    @Test
    void nothing_that_looks_like_a_counter_is_no_meter_or_the_photos_own_fault() {
        assertThat(PhotoFaults.reason(new PhotoReading(Optional.empty(), 0.9, 0), GOOD))
                .isEqualTo(UnreadableReason.NO_METER);
        assertThat(PhotoFaults.reason(new PhotoReading(Optional.empty(), 0.9, 0), BLURRED))
                .isEqualTo(UnreadableReason.BLUR);
        assertThat(PhotoFaults.reason(new PhotoReading(Optional.empty(), 0.1, 0.95), GOOD))
                .isEqualTo(UnreadableReason.SCREEN);
    }

    @Test
    void a_counter_that_says_nothing_is_unreadable_for_what_is_wrong_with_it() {
        var cut = counter(40, 0.01, new Condition(0.1, 0.1, 0.1, 0.9));

        assertThat(PhotoFaults.reason(new PhotoReading(Optional.of(cut), 0.2, 0), GOOD))
                .isEqualTo(UnreadableReason.CUT_OFF);
        assertThat(PhotoFaults.reason(new PhotoReading(Optional.of(cut), 0.8, 0), GOOD))
                .isEqualTo(UnreadableReason.NO_METER);
    }

    @Test
    void what_is_black_is_dark_whatever_seems_to_be_there() {
        var black = new PhotoQuality(10, 10, 1, 0);

        assertThat(PhotoFaults.reason(new PhotoReading(Optional.of(counter(12, 0.01, CLEAN)), 0.1, 0), black))
                .isEqualTo(UnreadableReason.DARK);
    }

    private static CounterReading counter(double height, double confidence, Condition condition) {
        var wheel = new Wheel(1, 0.9, List.of(0.0, 0.9, 0.1, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0), false);
        return new CounterReading(
                new Quad(new Point(0, 0), new Point(200, 0), new Point(200, height), new Point(0, height)),
                false,
                List.of(new Dial(List.of(wheel, wheel, wheel), 0, confidence)),
                Map.of(),
                condition);
    }
}
