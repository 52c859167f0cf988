package org.meterline.operations.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterline.operations.deployment.OutOfReach;

class PaceTest {

    private static final long SECOND = 1_000_000_000;

    private final PretendClock clock = new PretendClock();
    private final long begin = clock.nanos();

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 50, 1_000})
    void so_many_go_through_in_a_second_and_no_more(int perSecond) {
        var pace = new Pace(perSecond, clock);

        var inTheFirstSecond = 0;
        pace.await();
        while (clock.nanos() < begin + SECOND / perSecond * perSecond) {
            inTheFirstSecond++;
            pace.await();
        }

        assertThat(inTheFirstSecond).isEqualTo(perSecond);
    }

    @Test
    void the_first_does_not_wait_and_the_others_come_evenly() {
        var pace = new Pace(4, clock);

        for (var turn = 0; turn < 9; turn++) {
            pace.await();
            assertThat(clock.nanos() - begin).isEqualTo(turn * SECOND / 4);
        }
    }

    @Test
    void time_that_was_not_used_is_not_made_up_for() {
        var pace = new Pace(4, clock);
        pace.await();
        clock.pass(10 * SECOND);

        pace.await();
        assertThat(clock.nanos() - begin).isEqualTo(10 * SECOND);
        pace.await();
        assertThat(clock.nanos() - begin).isEqualTo(10 * SECOND + SECOND / 4);
    }

    @Test
    void who_is_stopped_while_waiting_goes_no_further() {
        var pace = new Pace(1, new Pace.Clock() {
            @Override
            public long nanos() {
                return 0;
            }

            @Override
            public void sleep(long nanos) throws InterruptedException {
                throw new InterruptedException();
            }
        });
        pace.await();

        assertThatThrownBy(pace::await).isInstanceOf(OutOfReach.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
