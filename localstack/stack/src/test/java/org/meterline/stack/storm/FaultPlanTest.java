package org.meterline.stack.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

    private static final Duration LENGTH = Duration.ofSeconds(1_500);

    @Test
    void every_kind_comes_once_before_any_comes_again() {
        var kinds = FaultKind.values().length;
        var plan = plan(7, 3 * kinds);

        assertThat(plan.subList(0, kinds))
                .extracting(FaultPlan.Planned::kind)
                .containsExactlyInAnyOrder(FaultKind.values());
        assertThat(plan).hasSize(3 * kinds);
    }

    @Test
    void faults_neither_overlap_nor_begin_with_the_storm_nor_outlast_it() {
        var plan = plan(7, 60);

        assertThat(plan.getFirst().at()).isGreaterThan(Duration.ofSeconds(10));
        for (var i = 1; i < plan.size(); i++) {
            assertThat(end(plan.get(i - 1))).isLessThan(plan.get(i).at());
        }
        assertThat(end(plan.getLast())).isLessThan(LENGTH);
    }

    @Test
    void the_same_seed_is_the_same_weather() {
        assertThat(plan(7, 20)).isEqualTo(plan(7, 20)).isNotEqualTo(plan(8, 20));
    }

    private static Duration end(FaultPlan.Planned fault) {
        return fault.at().plus(fault.lasts());
    }

    private static List<FaultPlan.Planned> plan(long seed, int faults) {
        return new FaultPlan(new StormSettings(1_000, faults, seed, 10, Path.of("home"), null), LENGTH).all();
    }
}
