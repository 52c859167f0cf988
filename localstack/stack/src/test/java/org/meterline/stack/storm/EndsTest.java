package org.meterline.stack.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EndsTest {

    @Test
    void a_photo_that_was_given_up_is_wrong_unless_it_was_broken_when_it_came() {
        var ends = new Ends(Map.of("PHOTO FAILED", 2L), Map.of("FAILED", 2L), Map.of(), List.of("MM1", "MM2"));

        assertThat(ends.wrong(Set.of("MM1", "MM2"))).isEmpty();
        assertThat(ends.wrong(Set.of("MM1")))
                .singleElement()
                .asString()
                .startsWith("1 sound photos")
                .contains("MM2");
    }

    @Test
    void any_dead_letter_is_wrong_whatever_was_decided_about_it() {
        var ends = new Ends(Map.of(), Map.of(), Map.of("WAITING", 1L, "DISCARDED", 2L), List.of());

        assertThat(ends.wrong(Set.of())).singleElement().asString().startsWith("3 dead letters");
    }
}
