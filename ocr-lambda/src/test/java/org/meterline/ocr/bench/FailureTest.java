package org.meterline.ocr.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureTest {

    @ParameterizedTest
    @CsvSource({
        "01257.4, DECIMALS, 12574",
        "12574,   DECIMALS, 1257",
        "1258,    ONE_DIGIT, 1257",
        "1367,    DIGITS, 1257",
        "257,     LENGTH, 1257",
        "62221466, SOMETHING_ELSE, 1257"
    })
    void what_was_read_is_compared_with_what_was_right(String read, Failure failure, String right) {
        assertThat(Failure.of(new Judged(LabelTest.label(false, right), LabelTest.answer(read, false))))
                .contains(failure);
    }

    @Test
    void of_several_right_readings_the_nearest_counts() {
        assertThat(Failure.of(new Judged(LabelTest.label(false, "9999999", "1257"), LabelTest.answer("1258", false))))
                .contains(Failure.ONE_DIGIT);
    }

    @Test
    void silence_is_a_failure_only_where_there_was_something_to_say() {
        var unreadable = new Label("a.jpg", new Label.Group("k", "c", "s"), false, Set.of(), null, false);

        assertThat(Failure.of(new Judged(unreadable, Answer.none("BLUR", 1)))).isEmpty();
        assertThat(Failure.of(new Judged(unreadable, LabelTest.answer("123", false))))
                .contains(Failure.ANSWERED);
        assertThat(Failure.of(new Judged(LabelTest.label(false, "123"), Answer.none("BLUR", 1))))
                .contains(Failure.NOT_READ);
        assertThat(Failure.of(new Judged(LabelTest.label(false, "123"), new Answer(false, "123", 0.2, false, null, 1))))
                .contains(Failure.HELD_BACK);
    }

    @Test
    void every_kind_with_failures_has_its_rows_on_the_sheet() throws Exception {
        var one = new Judged(LabelTest.label(false, "123"), Answer.none("BLUR", 1));
        var two = new Judged(LabelTest.label(false, "123"), LabelTest.answer("124", false));

        var low = FailureSheet.of(List.of(one), file -> Optional.empty());
        var high = FailureSheet.of(List.of(one, two), file -> Optional.empty());

        assertThat(high.getHeight()).isGreaterThan(low.getHeight());
    }
}
