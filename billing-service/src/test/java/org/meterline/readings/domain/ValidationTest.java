package org.meterline.readings.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meterline.readings.domain.Examples.NOW;
import static org.meterline.readings.domain.Examples.candidate;
import static org.meterline.readings.domain.Examples.electricity;
import static org.meterline.readings.domain.Examples.index;
import static org.meterline.readings.domain.Examples.meter;
import static org.meterline.readings.domain.Examples.monthly;
import static org.meterline.readings.domain.Examples.sighting;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meterline.contracts.Candidate;
import org.meterline.contracts.MeterType;
import org.meterline.contracts.QualityFinding;
import org.meterline.readings.DoubtCode;
import org.meterline.readings.Fact;
import org.meterline.readings.ReadingNote;
import org.meterline.readings.RefusalCode;
import org.meterline.readings.domain.Validation.Verdict;

class ValidationTest {

    private static final History HISTORY = monthly("01000", "01300", "01600");

    @ParameterizedTest(name = "{0} read with {1} after 01600 on 5+1 wheels: {2} {3}")
    @CsvSource({
        "01900.0, 0.95, ACCEPTED, 1900.000",
        "019000,  0.95, ACCEPTED, 1900.000", // the point was missed
        "01900,   0.95, ACCEPTED, 1900.000", // the red wheel was missed
        "01600.0, 0.95, ACCEPTED, 1600.000", // nothing consumed
        "01900.0, 0.79, ACCEPTED, 1900.000", // believable makes up for a little doubt
        "01900.0, 0.40, LOW_CONFIDENCE, 1900.000",
        "01900.0, 0.05, TOO_UNSURE, ",
        "01599.9, 0.99, BELOW_PREVIOUS, 1599.900",
        "09999.0, 0.99, TOO_HIGH, 9999.000",
        "77,      0.99, WRONG_DIGITS, ",
        "123456789, 0.99, WRONG_DIGITS, ",
    })
    void a_photo_is_judged(String dial, String confidence, String expected, String understood) {
        var verdict = Validation.ofPhoto(sighting(candidate(dial, confidence)), meter(electricity(5, 1), HISTORY));

        switch (verdict) {
            case Verdict.Accepted accepted -> {
                assertThat(expected).isEqualTo("ACCEPTED");
                assertThat(accepted.index()).hasToString(understood);
            }
            case Verdict.Doubted doubted -> {
                assertThat(doubted.code().name()).isEqualTo(expected);
                assertThat(doubted.index()).hasToString(understood);
            }
            case Verdict.Refused refused -> assertThat(refused.code().name()).isEqualTo(expected);
        }
    }

    @Test
    void the_evidence_holds_exact_numbers() {
        var verdict = (Verdict.Doubted)
                Validation.ofPhoto(sighting(candidate("09999.0", "0.99")), meter(electricity(5, 1), HISTORY));

        assertThat(verdict.evidence().byName())
                .containsEntry("dial", "09999.0")
                .containsEntry("index", "9999.0")
                .containsEntry("previousIndex", "1600.0")
                .containsEntry("previousDate", "2026-10-22")
                .containsEntry("consumption", "8399.000")
                .containsEntry("days", "30")
                .containsEntry("confidenceOfReader", "0.990")
                .containsEntry("readerSaid", "09999.0 0.99")
                .doesNotContainKeys("changed", "rival");
        assertThat(verdict.evidence().of(Fact.EXPECTED).orElseThrow())
                .matches("01[67]\\d\\d\\.\\d – 02[0-5]\\d\\d\\.\\d");
    }

    @ParameterizedTest(name = "{0} with wheel {1} turning on 5+1 wheels is noted as turning {2}")
    @CsvSource({"01900.5, 5, 5", "01900.5, 6, ", "019005, 4, 4", "019005, 6, "})
    void a_turning_wheel_is_noted_before_the_point_and_not_behind_it(String dial, int wheel, String noted) {
        var candidate = candidate(dial, "0.97", wheel);

        var verdict = (Verdict.Accepted) Validation.ofPhoto(sighting(candidate), meter(electricity(5, 1), HISTORY));

        assertThat(verdict.notes().contains(ReadingNote.TURNING)).isEqualTo(noted != null);
        assertThat(verdict.evidence().of(Fact.TURNING)).isEqualTo(Optional.ofNullable(noted));
    }

    @Test
    void what_was_chosen_against_the_reader_is_explained() {
        var read = new Candidate("07900.0", new BigDecimal("0.50"), Examples.digits("07900.0", 2, "1", "0.46"));

        var verdict = (Verdict.Accepted) Validation.ofPhoto(sighting(read), meter(electricity(5, 1), HISTORY));

        assertThat(verdict.index()).hasToString("1900.000");
        assertThat(verdict.notes()).contains(ReadingNote.RERANKED);
        assertThat(verdict.evidence().byName())
                .containsEntry("readerSaid", "07900.0 0.50")
                .containsEntry("changed", "OTHER_DIGIT")
                .containsEntry("dial", "01900.0");
        assertThat(verdict.evidence().of(Fact.RIVAL).orElseThrow()).startsWith("07900.0 0.0");
    }

    @Test
    void the_same_index_on_the_same_day_is_known_already() {
        var today = new History(List.of(new History.Point(index("01600"), NOW.minus(Duration.ofHours(2)), null)), null);

        assertThat(Validation.ofPhoto(sighting(candidate("01600", "0.99")), meter(electricity(5, 0), today)))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(RefusalCode.ALREADY_RECEIVED));
        assertThat(Validation.ofPhoto(sighting(candidate("01601", "0.99")), meter(electricity(5, 0), today)))
                .isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void a_first_reading_is_accepted_when_the_reader_is_sure() {
        var verdict = Validation.ofPhoto(sighting(candidate("01600", "0.95")), meter(electricity(5, 0), History.EMPTY));

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Accepted.class,
                        accepted -> assertThat(accepted.notes()).containsExactly(ReadingNote.FIRST));
    }

    @Test
    void a_rollover_is_accepted_and_noted() {
        var verdict = Validation.ofPhoto(
                sighting(candidate("00150", "0.95")), meter(electricity(5, 0), monthly("99400", "99700", "99990")));

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Accepted.class, accepted -> {
            assertThat(accepted.notes()).containsExactly(ReadingNote.ROLLOVER);
            assertThat(accepted.movement().movedThousandths()).isEqualTo(160_000);
        });
    }

    @Test
    void a_photo_of_a_screen_of_another_meter_is_doubted_for_both_and_says_so() {
        var sighting = new Sighting(
                List.of(candidate("01900", "0.99")), MeterType.WATER, "WM-777777", List.of(QualityFinding.SCREEN), NOW);

        var verdict = (Verdict.Doubted) Validation.ofPhoto(sighting, meter(electricity(5, 0), HISTORY));

        assertThat(verdict.code()).isEqualTo(DoubtCode.SCREEN);
        assertThat(verdict.evidence().of(Fact.ALSO)).contains("OTHER_SERIAL,OTHER_KIND");
        assertThat(verdict.evidence().of(Fact.SERIAL_OF_METER)).contains("EM-4410982");
    }

    @ParameterizedTest(name = "serial {0} on the plate of EM-4410982 is doubted: {1}")
    @CsvSource({
        "EM-4410982, false",
        "em4410982, false",
        "4410982, false",
        "EM-4410983, false",
        "EM-9910982, true",
        "123, false"
    })
    void a_serial_may_be_read_with_one_slip(String serial, boolean doubted) {
        var sighting = new Sighting(List.of(candidate("01900", "0.99")), null, serial, List.of(), NOW);

        var verdict = Validation.ofPhoto(sighting, meter(electricity(5, 0), HISTORY));

        assertThat(verdict instanceof Verdict.Doubted).isEqualTo(doubted);
    }

    @ParameterizedTest(name = "typed {0} after 1600: {1}")
    @CsvSource({
        "1900, ACCEPTED",
        "01900, ACCEPTED",
        "'1900,5', ACCEPTED",
        "019005, ACCEPTED", // all wheels as they stand, without the point
        "1599, TYPED_BELOW_PREVIOUS",
        "9999, TYPED_TOO_HIGH",
        "190000000, WRONG_DIGITS",
        "hello, WRONG_DIGITS",
    })
    void a_typed_number_is_accepted_or_refused_but_never_doubted(String typed, String expected) {
        var verdict = Validation.ofTyped(typed, NOW, meter(electricity(5, 1), HISTORY));

        switch (verdict) {
            case Verdict.Accepted accepted -> {
                assertThat(expected).isEqualTo("ACCEPTED");
                assertThat(accepted.index().thousandths()).isBetween(1_900_000L, 1_900_500L);
            }
            case Verdict.Refused refused -> assertThat(refused.code().name()).isEqualTo(expected);
            case Verdict.Doubted doubted -> throw new AssertionError("doubted " + doubted.code());
        }
    }

    @Test
    void a_typed_number_needs_something_to_be_compared_with() {
        assertThat(Validation.ofTyped("01900", NOW, meter(electricity(5, 0), History.EMPTY)))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(RefusalCode.TYPED_WITHOUT_HISTORY));
    }
}
