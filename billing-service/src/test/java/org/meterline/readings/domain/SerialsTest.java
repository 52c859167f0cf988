package org.meterline.readings.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SerialsTest {

    @ParameterizedTest(name = "{0} read, {1} in the books: {2}")
    @CsvSource({
        "EM-4410982, EM-4410982, true",
        "em 4410982, EM-4410982, true", // other signs between
        "4410982, EM-4410982, true", // without its letters
        "No 4410982 2019, 4410982, true", // with more around it
        "EM-44I0982, EM-4410982, true", // I for 1
        "EM-A41O9B2, EM-A410982, true", // O for 0, B for 8
        "EM-4410782, EM-4410982, true", // one slip
        "EM-4410772, EM-4410982, false", // two
        "EM-4410983, EM-9910982, false",
        "12345, 123456789, true", // a part of it, long enough to tell
    })
    void what_readers_take_for_each_other_is_forgiven(String read, String known, boolean same) {
        assertThat(Serials.match(read, known)).isEqualTo(same);
    }
}
