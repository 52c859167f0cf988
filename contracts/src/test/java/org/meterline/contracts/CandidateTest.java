package org.meterline.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CandidateTest {

    @ParameterizedTest
    @CsvSource({"0482.17, 3, true", "0482.17, 4, false", "0482.17, 5, false", "048217, 5, true", "048217, 4, false"})
    void only_the_wheel_before_the_point_counts_whole_units(String dial, int turning, boolean unitTurns) {
        var digits = dial.replace(".", "");
        var candidate = new Candidate(
                dial,
                BigDecimal.ONE,
                IntStream.range(0, digits.length())
                        .mapToObj(
                                at -> new Candidate.Digit(digits.substring(at, at + 1), BigDecimal.ONE, at == turning))
                        .toList());

        assertThat(candidate.unitTurns()).isEqualTo(unitTurns);
    }
}
