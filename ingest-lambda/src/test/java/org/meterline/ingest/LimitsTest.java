package org.meterline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private static final Limits LIMITS = Limits.IN_TWILIOS_TIME;

    @Test
    void a_webhook_whose_every_part_takes_as_long_as_it_may_leaves_a_third_of_twilios_time_for_those_in_line() {
        var message = LIMITS.call().multipliedBy(2).plus(LIMITS.finish());
        var status = LIMITS.call().multipliedBy(2).plus(LIMITS.publish());

        assertThat(message).isLessThanOrEqualTo(Duration.ofSeconds(10));
        assertThat(status).isLessThanOrEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void who_has_time_gives_a_file_more_of_it_and_still_ends_well_before_the_lambda() {
        var unhurried = Limits.WITH_TIME;

        assertThat(unhurried.media()).isGreaterThan(LIMITS.media());
        assertThat(unhurried.media().plus(unhurried.publish())).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void a_file_that_is_stored_at_the_last_moment_is_still_told() {
        assertThat(LIMITS.media().plus(LIMITS.publish())).isLessThan(LIMITS.finish());
        assertThat(LIMITS.upload()).as("a bucket that does not answer").isLessThan(LIMITS.media());
    }
}
