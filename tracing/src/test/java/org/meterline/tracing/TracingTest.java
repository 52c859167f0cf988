package org.meterline.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.trace.SpanKind;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class TracingTest {

    private static final String MESSAGE = "SM0123456789abcdef0123456789ABCDEF";
    private static final String TRACE = "0123456789abcdef0123456789abcdef";
    private static final String OTHER = "MM00000000000000000000000000000002";
    private static final String PLACE = "00-" + TRACE + "-00f067aa0ba902b7-01";

    private final RecordedSpans spans = RecordedSpans.start();

    @AfterEach
    void forget() {
        Tracing.start("test", Map.of());
    }

    @Test
    void a_message_has_the_trace_of_its_own_digits() {
        Tracing.step("receive").about(MESSAGE).run(step -> {});

        assertThat(spans.named("receive").getTraceId()).isEqualTo(TRACE);
        assertThat(spans.named("receive").getParentSpanContext().isValid()).isFalse();
    }

    @Test
    void a_step_goes_on_from_the_place_that_was_carried() {
        Tracing.step("process")
                .kind(SpanKind.CONSUMER)
                .about(MESSAGE)
                .from(PLACE)
                .run(outer -> Tracing.step("within").about(MESSAGE).run(step -> {}));

        assertThat(spans.named("process").getParentSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(spans.named("within").getParentSpanId())
                .isEqualTo(spans.named("process").getSpanId());
        assertThat(spans.named("within").getTraceId()).isEqualTo(TRACE);
    }

    @Test
    void nothing_or_nonsense_that_was_carried_leaves_the_message_in_its_own_trace() {
        for (var carried : new String[] {null, "", "00-zz", PLACE + "-more", PLACE.replace(TRACE, "0".repeat(32))}) {
            Tracing.step("process").about(MESSAGE).from(carried).run(step -> {
                assertThat(step.traceparent()).startsWith("00-" + TRACE + "-");
            });
        }
    }

    @Test
    void a_step_about_another_message_belongs_to_that_ones_trace_and_points_back() {
        Tracing.step("release")
                .about(MESSAGE)
                .run(outer -> Tracing.step("tell").about(OTHER).run(step -> {}));

        var tell = spans.named("tell");
        assertThat(tell.getTraceId()).isEqualTo(OTHER.substring(2));
        assertThat(tell.getLinks())
                .singleElement()
                .satisfies(
                        link -> assertThat(link.getSpanContext().getTraceId()).isEqualTo(TRACE));
    }

    @Test
    void a_message_that_was_once_given_another_trace_stays_in_it() {
        Tracing.step("process").about(OTHER).from(PLACE).run(outer -> {
            Tracing.step("within")
                    .about(OTHER)
                    .run(step -> assertThat(step.traceparent()).contains(TRACE));
            assertThat(Tracing.placeFor(OTHER)).isEqualTo(outer.traceparent());
        });
    }

    @Test
    void messages_whose_work_is_done_at_once_stay_in_a_trace_each() {
        var steps = List.of(
                Tracing.step("one").about(MESSAGE).from(PLACE),
                Tracing.step("another").about(OTHER));

        Tracing.together(steps, () -> {
            assertThat(Tracing.placeFor(MESSAGE)).startsWith("00-" + TRACE).isNotEqualTo(PLACE);
            assertThat(Tracing.placeFor(OTHER)).startsWith("00-" + OTHER.substring(2));
        });

        assertThat(spans.named("one").getParentSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(spans.named("another").getParentSpanContext().isValid()).isFalse();
    }

    @Test
    void what_is_left_for_later_is_left_in_the_trace_of_the_message_it_is_about() {
        Tracing.step("release").about(MESSAGE).run(step -> {
            assertThat(Tracing.placeFor(MESSAGE)).isEqualTo(step.traceparent());
            assertThat(Tracing.placeFor(null)).isEqualTo(step.traceparent());
            assertThat(Tracing.placeFor(OTHER)).startsWith("00-" + OTHER.substring(2));
        });
        assertThat(Tracing.placeFor(OTHER)).startsWith("00-" + OTHER.substring(2));
        assertThat(Tracing.placeFor(null)).isNull();
    }

    @Test
    void ids_that_hold_no_trace_get_one_of_their_own() {
        assertThat(MessageTrace.idOf("SM01/delivered")).isEmpty();
        assertThat(MessageTrace.idOf("SM" + "0".repeat(32))).isEmpty();
        assertThat(MessageTrace.idOf(OTHER + "-10")).contains(OTHER.substring(2));

        Tracing.step("status")
                .about("SM01/delivered")
                .run(step -> assertThat(step.traceparent()).isNotNull());
    }

    @Test
    void a_failure_leaves_its_kind_and_not_its_words() {
        assertThatThrownBy(() -> Tracing.step("fail").about(MESSAGE).run(step -> {
                    throw new IllegalStateException("call +27821234567");
                }))
                .isInstanceOf(IllegalStateException.class);

        var failed = spans.named("fail");
        assertThat(failed.getAttributes().asMap().toString())
                .contains("java.lang.IllegalStateException")
                .doesNotContain("+27821234567");
        assertThat(failed.getEvents()).isEmpty();
        assertThat(failed.getStatus().getDescription()).isEmpty();
    }

    @Test
    void another_thread_stays_in_the_step_when_it_is_carried() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Tracing.step("here").about(MESSAGE).run(step -> {
                var there = threads.submit(Tracing.carried(() -> Tracing.traceparent() + MDC.get("message_id")));
                assertThat(there.get()).isEqualTo(step.traceparent() + MESSAGE);
            });
            assertThat(threads.submit(() -> Tracing.traceparent() == null).get())
                    .isTrue();
        }
    }

    @Test
    void log_lines_know_the_step_and_forget_it() {
        Tracing.step("outer").about(MESSAGE).run(outer -> {
            Tracing.step("inner")
                    .run(inner -> assertThat(inner.traceparent())
                            .contains(MDC.get("span_id"))
                            .contains(MDC.get("trace_id")));
            assertThat(outer.traceparent()).contains(MDC.get("span_id"));
            assertThat(MDC.get("message_id")).isEqualTo(MESSAGE);
        });

        assertThat(MDC.get("trace_id")).isNull();
        assertThat(MDC.get("message_id")).isNull();
    }

    @Test
    void without_a_collector_steps_have_ids_all_the_same() {
        Tracing.start("test", Map.of());

        Tracing.step("receive")
                .about(MESSAGE)
                .run(step -> assertThat(step.traceparent()).startsWith("00-" + TRACE));
    }
}
