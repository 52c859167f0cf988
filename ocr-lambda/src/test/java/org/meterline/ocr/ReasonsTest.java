package org.meterline.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.meterline.ocr.samples.SpoiltPhoto.Fault;

/** What customers hear of photos that have one thing wrong with them, from the reader that ships; {@link ReasonsTable} has more. */
class ReasonsTest {

    private static final int EACH = 3;

    private static DialReader reader;

    @BeforeAll
    static void open() {
        reader = DialReaders.open();
    }

    @AfterAll
    static void close() {
        reader.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"BLUR", "NO_METER"})
    void what_is_wrong_is_what_is_told(Fault fault) {
        assertThat(heard(fault)).containsOnlyKeys(fault.name());
    }

    @Test
    void of_a_dark_photo_that_is_told_unless_it_is_read_rightly() {
        assertThat(heard(Fault.DARK).keySet())
                .contains(Fault.DARK.name())
                .isSubsetOf(Fault.DARK.name(), ReasonsTable.RIGHT);
    }

    @Test
    void what_is_too_far_away_is_never_read_wrongly_without_a_word() {
        assertThat(heard(Fault.TOO_FAR)).doesNotContainKey(ReasonsTable.WRONG);
    }

    @Test
    void of_a_good_photo_nothing_is_told_but_the_reading() {
        assertThat(heard(Fault.NOTHING)).containsOnlyKeys(ReasonsTable.RIGHT);
    }

    private static Map<String, Integer> heard(Fault fault) {
        return ReasonsTable.heard(reader, fault, EACH);
    }
}
