package org.meterline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meterline.ingest.Samples.messageBody;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.meterline.contracts.MessageTable.IngestState;
import org.meterline.tracing.Tracing;

/** A message's trace, from the webhook to what is carried to the next process. */
class TraceTest {

    private static final String SID = "SM0123456789abcdef0123456789abcdef";
    private static final String OTHER_SID = "SMfedcba9876543210fedcba9876543210";
    private static final String TRACE = "00-0123456789abcdef0123456789abcdef-";
    private static final String PLACE = TRACE + "00f067aa0ba902b7-01";

    private final InMemoryMessages messages = new InMemoryMessages();
    private final CompletableFuture<String> told = new CompletableFuture<>();
    private final Events events = event -> {
        told.complete(Objects.requireNonNull(Tracing.traceparent()));
        return new Events.Outcome.Published();
    };
    private final PublishMessage publishMessage = new PublishMessage(events, messages);
    private final FinishMessage finishMessage = new FinishMessage(
            new KeepPhotos(
                    new ScriptedMedia(),
                    new InMemoryPhotos(),
                    messages,
                    InstantSource.fixed(Samples.NOW),
                    Duration.ofSeconds(30)),
            publishMessage);

    @Test
    void a_message_is_claimed_at_the_place_where_its_webhook_is_received() {
        var keepMessage = new KeepMessage(messages, InstantSource.fixed(Samples.NOW));
        var inbound = Samples.message(messageBody(SID)).inbound();

        var place = Tracing.step("POST").about(SID).call(step -> {
            keepMessage.keep(inbound, Samples.WHATSAPP, messageBody(SID));
            return step.traceparent();
        });

        assertThat(messages.get(SID).traceparent()).isEqualTo(place).startsWith(TRACE);
    }

    @Test
    void a_webhook_that_comes_twice_is_in_the_messages_trace_twice_and_the_second_points_to_the_first()
            throws Exception {
        try (var collector = new SpanBytes()) {
            Tracing.start("ingest-lambda", Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url()));
            var receiveWebhook = receiveWebhook();
            var request = Samples.signed("/webhooks/twilio/whatsapp", messageBody(SID, "Body", "hi"));

            assertThat(receiveWebhook.receive(request)).isEqualTo(new ReceiveWebhook.Outcome.Received(SID));
            var first = collector.flushed();
            assertThat(receiveWebhook.receive(request)).isEqualTo(new ReceiveWebhook.Outcome.Received(SID));
            var second = collector.flushed();

            var claimedAt = messages.get(SID).traceparent();
            assertThat(claimedAt).startsWith(TRACE);
            assertThat(first).contains(SpanBytes.of(SID.substring(2))).doesNotContain("DUPLICATE");
            assertThat(second)
                    .contains("DUPLICATE", "POST /webhooks/twilio/whatsapp")
                    .contains(SpanBytes.of(SID.substring(2)))
                    .as("where the first one was claimed")
                    .contains(SpanBytes.of(claimedAt.substring(36, 52)));
        } finally {
            Tracing.start("test", Map.of());
        }
    }

    private ReceiveWebhook receiveWebhook() {
        var secrets = new ScriptedSecrets().with("twilio", "{\"" + Samples.ACCOUNT + "\":[\"" + Samples.TOKEN + "\"]}");
        return new ReceiveWebhook(
                Samples.BASE_URL,
                new TwilioTokens(secrets, "twilio", InstantSource.fixed(Samples.NOW)),
                new KeepMessage(messages, InstantSource.fixed(Samples.NOW)),
                new KeepStatus(publishMessage, new KeepMessage(messages, InstantSource.fixed(Samples.NOW))),
                finishMessage,
                Duration.ofSeconds(8));
    }

    @Test
    void a_status_is_told_and_kept_in_the_trace_of_the_message_that_it_is_about() throws Exception {
        var body = Samples.body("AccountSid", Samples.ACCOUNT, "MessageSid", OTHER_SID, "MessageStatus", "delivered");
        var request = Samples.signed("/webhooks/twilio/status/our-own-id_" + PLACE, body);

        assertThat(receiveWebhook().receive(request))
                .isEqualTo(new ReceiveWebhook.Outcome.Received(OTHER_SID + "/delivered"));

        assertThat(told.get()).startsWith(TRACE).isNotEqualTo(PLACE);
        assertThat(messages.get(OTHER_SID + "/delivered").traceparent()).startsWith(TRACE);
    }

    @Test
    void what_the_sweeper_tells_is_in_the_trace_that_the_webhook_began() throws Exception {
        messages.claim(Samples.message(messageBody(SID)).tracedAt(PLACE));

        new SweepMessages(messages, finishMessage, InstantSource.fixed(Samples.NOW.plusSeconds(90)))
                .sweep(Deadline.in(Duration.ofSeconds(30)));

        assertThat(messages.get(SID).state()).isEqualTo(IngestState.PUBLISHED);
        assertThat(told.get()).startsWith(TRACE).isNotEqualTo(PLACE);
    }

    @Test
    void a_message_that_an_older_version_claimed_has_its_trace_all_the_same() throws Exception {
        messages.claim(Samples.message(messageBody(SID)));

        new SweepMessages(messages, finishMessage, InstantSource.fixed(Samples.NOW.plusSeconds(90)))
                .sweep(Deadline.in(Duration.ofSeconds(30)));

        assertThat(told.get()).startsWith(TRACE);
    }
}
