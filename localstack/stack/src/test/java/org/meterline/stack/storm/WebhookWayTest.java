package org.meterline.stack.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.meterline.stack.storm.TimeLine.Entry;

class WebhookWayTest {

    @Test
    void what_no_webhook_passes_explains_nothing() {
        assertThat(bars(fault("postgres", "", 40L), 30, 31)).isFalse();
        assertThat(bars(fault("billing–rabbitmq", "", 40L), 30, 31)).isFalse();
        assertThat(bars(fault("twilio", "", 40L), 30, 31)).isFalse();
        assertThat(bars(fault("rabbitmq", "", 40L), 30, 31)).isTrue();
    }

    @Test
    void where_files_come_from_and_go_to_is_passed_by_all_because_all_wait_behind_them() {
        assertThat(bars(fault("lambdas–s3", "", 40L), 30, 31)).isTrue();
        assertThat(bars(fault("media", "", 40L), 30, 31)).isTrue();
    }

    @Test
    void it_explains_from_its_beginning_until_fifteen_seconds_after_the_return_of_what_it_hit() {
        var fault = fault("rabbitmq", "", 40L);

        assertThat(bars(fault, 5, 19)).isFalse();
        assertThat(bars(fault, 5, 20)).isTrue();
        assertThat(bars(fault, 55, 60)).isTrue();
        assertThat(bars(fault, 56, 60)).isFalse();
        assertThat(bars(fault("rabbitmq", "", null), 500, 510))
                .as("it never came back")
                .isTrue();
    }

    @Test
    void a_fault_without_effect_explains_nothing() {
        assertThat(bars(fault("rabbitmq", "was not there", 40L), 30, 31)).isFalse();
    }

    private static boolean bars(Entry fault, long from, long to) {
        return WebhookWay.isBarredBy(fault, Duration.ofSeconds(from), Duration.ofSeconds(to));
    }

    /** One of the twentieth second. */
    private static Entry fault(String target, String without, @Nullable Long back) {
        var begin = Duration.ofSeconds(20);
        return new Entry(
                FaultKind.PART_PAUSED,
                target,
                without,
                begin,
                begin.plusSeconds(2),
                back == null ? null : Duration.ofSeconds(back));
    }
}
