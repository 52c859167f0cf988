package org.meterline.operations.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdsTest {

    private final Ids ids = new Ids();

    @Test
    void a_hundred_thousand_ids_are_told_apart_and_keep_their_marks() {
        for (var i = 0; i < 100_000; i++) {
            assertThat(ids.put("SM%032x".formatted(i), i % 7)).isTrue();
        }

        assertThat(ids.size()).isEqualTo(100_000);
        for (var i = 0; i < 100_000; i += 997) {
            assertThat(ids.markOf("SM%032x".formatted(i))).isEqualTo(i % 7);
        }
        assertThat(ids.contains("SM%032x".formatted(100_000))).isFalse();
    }

    @Test
    void an_id_that_is_there_gets_another_mark_and_is_not_new() {
        ids.put("a", 1);

        assertThat(ids.put("a", 2)).isFalse();
        assertThat(ids.markOf("a")).isEqualTo(2);
        assertThat(ids.markOf("xay", 1, 2)).isEqualTo(2);
    }
}
