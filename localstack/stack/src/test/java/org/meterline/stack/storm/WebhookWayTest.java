package org.meterline.stack.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.meterline.stack.storm.TimeLine.Entry;

class WebhookWayTest {

    @Test
    void what_no_webhook_passes_explains_nothing() {
        assertThat(bars(fault("postgres", "", 40L), true, 30, 31)).isFalse();
        assertThat(bars(fault("billing–rabbitmq", "", 40L), true, 30, 31)).isFalse();
        assertThat(bars(fault("twilio", "", 40L), true, 30, 31)).isFalse();
        assertThat(bars(fault("rabbitmq", "", 40L), false, 30, 31)).isTrue();
    }

    @Test
    void where_files_lie_is_passed_by_files_alone() {
        assertThat(bars(fault("lambdas–s3", "", 40L), true, 30, 31)).isTrue();
        assertThat(bars(fault("lambdas–s3", "", 40L), false, 30, 31)).isFalse();
        assertThat(bars(fault("media", "", 40L), true, 30, 31)).isTrue();
    }

    @Test
    void it_explains_from_its_beginning_until_fifteen_seconds_after_the_return_of_what_it_hit() {
        var fault = fault("rabbitmq", "", 40L);

        assertThat(bars(fault, false, 5, 19)).isFalse();
        assertThat(bars(fault, false, 5, 20)).isTrue();
        assertThat(bars(fault, false, 55, 60)).isTrue();
        assertThat(bars(fault, false, 56, 60)).isFalse();
        assertThat(bars(fault("rabbitmq", "", null), false, 500, 510))
                .as("it never came back")
                .isTrue();
    }

    @Test
    void a_fault_without_effect_explains_nothing() {
        assertThat(bars(fault("rabbitmq", "was not there", 40L), false, 30, 31)).isFalse();
    }

    private static boolean bars(Entry fault, boolean hasFile, long from, long to) {
        return WebhookWay.isBarredBy(fault, hasFile, Duration.ofSeconds(from), Duration.ofSeconds(to));
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
