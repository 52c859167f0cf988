package org.meterline.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.meterline.contracts.Candidate;
import org.meterline.ocr.reader.Dial;
import org.meterline.ocr.reader.Wheel;

class DialCandidateTest {

    @Test
    void a_dial_is_told_with_its_point_and_a_confidence_of_three_decimals() {
        var candidate = DialCandidate.of(dial("048217", 1, 0.91249)).orElseThrow();

        assertThat(candidate.dial()).isEqualTo("04821.7");
        assertThat(candidate.confidence()).isEqualTo(new BigDecimal("0.912"));
        assertThat(candidate.digits()).extracting(Candidate.Digit::value).containsExactly("0", "4", "8", "2", "1", "7");
    }

    @Test
    void a_fourth_digit_behind_the_point_is_not_told() {
        var candidate = DialCandidate.of(dial("123456789", 4, 0.9)).orElseThrow();

        assertThat(candidate.dial()).isEqualTo("12345.678");
        assertThat(candidate.digits()).hasSize(8);
    }

    @Test
    void nine_digits_before_the_point_are_no_counter() {
        assertThat(DialCandidate.of(dial("123456789", 0, 0.9))).isEmpty();
    }

    @Test
    void the_doubt_in_a_digit_is_shared_out_among_what_else_it_may_be() {
        var chances = new ArrayList<>(List.of(0.0, 0.0, 0.0, 0.06, 0.0, 0.0, 0.0, 0.9, 0.001, 0.039));
        var wheel = new Wheel(7, 0.8, chances, true);

        var digit = DialCandidate.of(new Dial(List.of(wheel), 0, 0.8))
                .orElseThrow()
                .digits()
                .getFirst();

        assertThat(digit.value()).isEqualTo("7");
        assertThat(digit.confidence()).isEqualTo(new BigDecimal("0.800"));
        assertThat(digit.turning()).isTrue();
        assertThat(digit.alternatives())
                .containsExactly(
                        new Candidate.Alternative("3", new BigDecimal("0.120")),
                        new Candidate.Alternative("9", new BigDecimal("0.078")));
    }

    private static Dial dial(String digits, int decimals, double confidence) {
        var wheels = digits.chars()
                .mapToObj(digit ->
                        new Wheel(digit - '0', 0.99, List.of(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0), false))
                .toList();
        return new Dial(wheels, decimals, confidence);
    }
}
