package org.meterline.ocr.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CloseReadingTest {

    private static final Quad QUAD = Quad.around(new Point(50, 50), new Point(1, 0), 80, 20);

    @Test
    void what_all_looks_show_is_read_with_its_decimals() {
        var reading = read(
                Strips.decimalFrom(clear(" 0 4 7 1"), 6),
                Strips.decimalFrom(clear("0 4 7 1 "), 5),
                Strips.decimalFrom(clear("0 4 7 1"), 5));

        assertThat(reading.best().text()).isEqualTo("047.1");
        assertThat(reading.features()).containsEntry("box", 0.8);
        assertThat(reading.features().get("split")).isGreaterThan(0.5);
        assertThat(reading.best().wheels()).extracting(Wheel::digit).containsExactly(0, 4, 7, 1);
    }

    @Test
    void what_one_look_misses_the_others_mend() {
        var reading = read(clear("0 4 7 1"), clear("0 4 7 1"), clear("0 4 7"));

        assertThat(reading.best().text()).isEqualTo("0471");
        assertThat(reading.features().get("probability")).isBetween(0.4, 0.7);
        assertThat(reading.dials()).extracting(Dial::text).contains("047");
    }

    @Test
    void a_digit_that_looks_differ_on_has_both_as_its_chances() {
        var reading = read(clear("0 4 7 1"), clear("0 4 7 1"), clear("0 9 7 1"));

        var doubtful = reading.best().wheels().get(1);
        assertThat(doubtful.digit()).isEqualTo(4);
        assertThat(doubtful.chances().get(4)).isCloseTo(2 / 3.0, within(0.03));
        assertThat(doubtful.chances().get(9)).isCloseTo(1 / 3.0, within(0.03));
    }

    @Test
    void of_other_dials_none_is_surer_than_the_best_and_all_together_are_no_more_than_certain() {
        var dials = read(clear("0 4 7 1"), clear("0 9 7 1"), clear("0 4 7 1")).dials();

        assertThat(dials).hasSizeBetween(2, 3);
        assertThat(dials).isSortedAccordingTo((one, other) -> Double.compare(other.confidence(), one.confidence()));
        assertThat(dials.stream().mapToDouble(Dial::confidence).sum()).isLessThanOrEqualTo(1);
    }

    @Test
    void two_digits_are_no_counter() {
        assertThat(CloseReading.of(place(clear("4 7")), List.of(Look.at(clear("4 7")))))
                .isEmpty();
    }

    @Test
    void the_way_up_that_reads_better_is_taken() {
        var good = Look.at(Strips.steps(clear("1 2 3").symbols(), 0.9));
        var bad = Look.at(Strips.steps(clear("1 2 3").symbols(), 0.2));

        var place = Place.of(new FoundBox(QUAD, 0.8), bad, good);

        assertThat(place.quad()).isEqualTo(QUAD.turned());
        assertThat(place.rank()).isEqualTo(Math.sqrt(0.8) * good.worth());
    }

    private static Steps clear(String strip) {
        return Strips.spelling(strip, Strips.CLEAR);
    }

    private static Place place(Steps first) {
        return new Place(QUAD, 0.8, Look.at(first));
    }

    private static CounterReading read(Steps... looks) {
        return CloseReading.of(place(looks[0]), Stream.of(looks).map(Look::at).toList())
                .orElseThrow()
                .judgedBy(Calibration.NONE);
    }
}
