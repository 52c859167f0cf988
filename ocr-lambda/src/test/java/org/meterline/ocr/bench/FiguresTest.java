package org.meterline.ocr.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void the_interval_is_wilsons() {
        assertThat(new Share(90, 100).low()).isCloseTo(0.8256, within(0.0005));
        assertThat(new Share(90, 100).high()).isCloseTo(0.9448, within(0.0005));
        assertThat(new Share(0, 20).low()).isZero();
        assertThat(new Share(0, 20).high()).isCloseTo(0.1611, within(0.0005));
        assertThat(new Share(0, 0).text()).isEqualTo("-");
    }

    @Test
    void what_is_covered_ends_where_the_error_grows_too_large() {
        var all = new ArrayList<Judged>();
        for (var i = 0; i < 200; i++) {
            all.add(judged(i != 150, 1 - i / 1_000.0, true)); // one wrong after 150 right ones
        }

        assertThat(Figures.of(all, 0.005).counted().right().count()).isEqualTo(199); // one of 200 may be wrong
        assertThat(Figures.of(all.subList(0, 199), 0.005).counted().right().count())
                .isEqualTo(150);
    }

    @Test
    void an_answer_that_is_not_stood_by_is_neither_said_nor_wrong() {
        var figures = Figures.of(List.of(judged(true, 0.9, true), judged(false, 0.2, false)), 0.005);

        assertThat(figures.said().value()).isEqualTo(0.5);
        assertThat(figures.wrongOfSaid().count()).isZero();
        assertThat(figures.exact().value()).isEqualTo(0.5);
    }

    @Test
    void confidence_is_off_by_what_it_promises_more_or_less_than_it_keeps() {
        var all = new ArrayList<Judged>();
        for (var i = 0; i < 10; i++) {
            all.add(judged(i < 5, 0.95, true)); // promises 0.95, keeps 0.5
            all.add(judged(i < 3, 0.3, true)); // promises 0.3, keeps 0.3
        }

        assertThat(Figures.of(all, 0.005).calibrationError()).isCloseTo(0.225, within(1e-9));
        assertThat(Reliability.of(all)).hasSize(2);
    }

    private static Judged judged(boolean right, double confidence, boolean said) {
        return new Judged(
                LabelTest.label(false, "257"),
                new Answer(said, right ? "00257" : "00999", confidence, false, null, Answer.UNKNOWN));
    }
}
