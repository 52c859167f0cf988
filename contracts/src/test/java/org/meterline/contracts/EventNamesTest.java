package org.meterline.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Names that are in queues and stores already: changing one is a migration, and this test says so. */
class EventNamesTest {

    @Test
    void an_event_travels_with_its_attributes_in_headers() {
        var event = new DeliveryReported(
                "SM00000000000000000000000000000009/sent",
                Instant.parse("2026-11-21T08:15:41Z"),
                "SM00000000000000000000000000000009",
                null,
                Channel.SMS,
                "sent",
                null,
                "AC00000000000000000000000000000001");

        var headers = CloudEventHeaders.of(event, "/ingest-lambda", Instant.parse("2026-11-21T08:15:42Z"));

        assertThat(headers)
                .containsEntry("cloudEvents_specversion", "1.0")
                .containsEntry("cloudEvents_id", "SM00000000000000000000000000000009/sent/delivery.reported")
                .containsEntry("cloudEvents_source", "/ingest-lambda")
                .containsEntry("cloudEvents_type", "org.meterline.delivery.reported.v1")
                .containsEntry("cloudEvents_time", "2026-11-21T08:15:42Z")
                .containsEntry("cloudEvents_subject", "SM00000000000000000000000000000009/sent");
    }

    @ParameterizedTest
    @EnumSource
    void a_type_is_found_by_its_cloud_event_type(EventType type) {
        assertThat(EventType.ofCloudEventType(type.cloudEventType())).contains(type);
        assertThat(EventType.ofCloudEventType(type.cloudEventType() + "1")).isEmpty();
    }

    @Test
    void a_queue_has_its_ladder_and_its_dead_letters() {
        assertThat(Topology.RETRY_LADDER.stream().map(Topology.BILLING_READINGS::waitQueue))
                .containsExactly("billing.readings.wait.5s", "billing.readings.wait.60s", "billing.readings.wait.600s");
        assertThat(Topology.BILLING_READINGS.waitQueue(Duration.ofSeconds(5))).endsWith("5s");
        assertThat(Topology.BILLING_READINGS.deadLetters()).isEqualTo("billing.readings.dead");
    }

    @Test
    void unsettled_messages_are_spread_over_all_shards() {
        var shards = java.util.stream.IntStream.range(0, 1_000)
                .mapToObj(number -> MessageTable.unsettledShard("SM%032x".formatted(number)))
                .distinct();

        assertThat(shards).hasSize(MessageTable.UNSETTLED_SHARDS);
    }
}
