package org.meterline.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.meterline.contracts.Metric;

class ServiceIT {

    @RegisterExtension
    static final ServiceUnderTest service = new ServiceUnderTest();

    @Test
    void it_says_when_it_is_ready() {
        var stranger = service.http().with(null);
        ServiceUnderTest.awaitThat("readiness", () -> stranger.get("/ready").statusCode() == 200);

        assertThat(stranger.get("/health").statusCode()).isEqualTo(200);
        assertThat(stranger.get("/health/liveness").statusCode()).isEqualTo(200);
        assertThat(stranger.get("/health/readiness").body()).contains("broker").contains("database");
    }

    @Test
    void strangers_get_a_problem() {
        var answer = service.http().with(null).get("/api/keys");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"unauthorized\"");
    }

    @Test
    void an_unknown_path_is_a_problem() {
        var answer = service.http().get("/api/nothing");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"not-found\"");
    }

    @Test
    void what_is_wrong_with_a_body_is_said_per_field() {
        var answer = service.http().post("/api/keys", "application/json", "{\"name\":\"\",\"role\":\"ADMIN\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("{\"field\":\"name\",\"message\":\"must not be blank\"}");
    }

    @Test
    void nonsense_in_place_of_json_is_a_problem() {
        var answer = service.http().post("/api/keys", "application/json", "{");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void what_waits_is_a_metric() {
        for (var metric : List.of(
                "meterline_outbox_age_seconds\\{outbox=\"events\"[^}]*} [0-9]",
                "meterline_outbox_rows\\{outbox=\"outcomes\"[^}]*} [0-9]",
                "meterline_outbound_rows [0-9]",
                "meterline_outbound_age_seconds [0-9]",
                "meterline_dead_letters_rows [0-9]",
                "meterline_dead_letters_age_seconds [0-9]",
                "meterline_queue_depth_messages\\{queue=\"billing.readings\"[^}]*} [0-9]",
                "meterline_queue_depth_messages\\{queue=\"billing.readings.dead\"[^}]*} [0-9]")) {
            var line = Pattern.compile(metric);
            ServiceUnderTest.awaitThat(
                    "a first look at " + metric,
                    () -> line.matcher(service.http().get("/prometheus").body()).find());
        }
    }

    @Test
    void every_metric_that_leaves_the_process_is_one_of_its_own() {
        // what is counted or timed begins with the first of its kind
        for (var metric : Metric.values()) {
            if (metric.kind() == Metric.Kind.SHARED) {
                var gauges = service.bean(MeterRegistry.class).find(metric.id()).gauges();
                assertThat(gauges)
                        .as(metric.id())
                        .isNotEmpty()
                        .allSatisfy(gauge -> assertThat(gauge.getId().getTags())
                                .extracting(Tag::getKey)
                                .containsAll(metric.tags()));
            }
        }
    }

    @Test
    void metrics_and_the_description_of_the_api_are_for_those_with_a_key() {
        assertThat(service.http().get("/prometheus").body()).contains("jvm_memory_used_bytes");
        assertThat(service.http().get("/openapi/meterline-billing-1.yml").body())
                .contains("/api/keys");
        assertThat(service.http().with(null).get("/prometheus").statusCode()).isEqualTo(401);
        assertThat(service.http()
                        .with(null)
                        .get("/openapi/meterline-billing-1.yml")
                        .statusCode())
                .isEqualTo(401);
    }
}
