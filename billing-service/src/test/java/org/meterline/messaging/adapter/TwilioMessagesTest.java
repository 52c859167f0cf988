package org.meterline.messaging.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meterline.contracts.Channel;
import org.meterline.messaging.Address;
import org.meterline.messaging.OutboundId;
import org.meterline.messaging.adapter.TwilioServer.Fault;
import org.meterline.messaging.domain.MessageSender;
import org.meterline.messaging.domain.MessageSender.Answer;
import org.meterline.messaging.domain.MessageSender.Content;
import org.meterline.messaging.domain.MessageSender.Parcel;
import org.meterline.messaging.domain.MessageSenderContract;

class TwilioMessagesTest extends MessageSenderContract {

    private static final String ACCOUNT = "AC00000000000000000000000000000001";

    private final TwilioServer twilio = new TwilioServer();
    private final TwilioMessages messages = messages("{\"" + ACCOUNT + "\":[\"primary-token\",\"old-token\"]}");

    @AfterEach
    void close() {
        messages.close();
        twilio.close();
    }

    private TwilioMessages messages(String accounts) {
        return new TwilioMessages(
                new TwilioSettings(twilio.origin().toString(), "https://hooks.example.com/prod", accounts),
                new MessagingSettings(
                        80, 4, Duration.ofSeconds(5), Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(1)));
    }

    @Override
    protected MessageSender sender() {
        return messages;
    }

    @Override
    protected void refuseNext(int httpStatus, String code) {
        twilio.failNext(new Fault(httpStatus, code, false));
    }

    @Override
    protected void takeNextAndSayNothing() {
        twilio.failNext(new Fault(0, "", true));
    }

    @Override
    protected void disappear() {
        twilio.close();
    }

    @Test
    void our_id_travels_in_the_callback_and_we_sign_in_with_the_primary_token() {
        var parcel = parcel("+27830000001", "Hello");

        messages.send(parcel);

        assertThat(twilio.sent())
                .singleElement()
                .satisfies(sent -> assertThat(sent.form())
                        .containsEntry("To", "whatsapp:+27830000001")
                        .containsEntry("From", "whatsapp:+14155238886")
                        .containsEntry("Body", "Hello")
                        .containsEntry(
                                "StatusCallback",
                                "https://hooks.example.com/prod/webhooks/twilio/status/" + parcel.id())
                        .doesNotContainKey("ContentSid"));
        var credentials = ACCOUNT + ":primary-token";
        assertThat(twilio.authorizations())
                .containsExactly(
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void a_template_goes_without_words_and_a_text_message_without_prefix() {
        var approved =
                new Content.Approved("HX00000000000000000000000000000001", java.util.List.of("12345", "it's \"x\""));
        messages.send(new Parcel(
                OutboundId.fresh(),
                ACCOUNT,
                "+14155238886",
                "MG1",
                Channel.WHATSAPP,
                new Address("ZA.1a2b"),
                approved));
        messages.send(new Parcel(
                OutboundId.fresh(),
                ACCOUNT,
                "+27600000000",
                null,
                Channel.SMS,
                new Address("+27830000001"),
                new Content.FreeText("Hello")));

        assertThat(twilio.sent().getFirst().form())
                .containsEntry("To", "whatsapp:ZA.1a2b")
                .containsEntry("MessagingServiceSid", "MG1")
                .containsEntry("ContentSid", "HX00000000000000000000000000000001")
                .containsEntry("ContentVariables", "{\"1\":\"12345\",\"2\":\"it's \\\"x\\\"\"}")
                .doesNotContainKey("Body");
        assertThat(twilio.sent().getLast().form())
                .containsEntry("To", "+27830000001")
                .containsEntry("From", "+27600000000");
    }

    @Test
    void nothing_is_sent_twice_by_the_library() {
        twilio.failAlways(new Fault(429, "20429", false));

        assertThat(messages.send(parcel("+27830000001", "Hello"))).isEqualTo(new Answer.Refused("20429", 429, null));
        assertThat(twilio.calls()).isEqualTo(1);
    }

    @Test
    void how_long_the_provider_wants_us_to_wait_is_heard() {
        assertThat(refusedFor("7")).isEqualTo(new Answer.Refused("20429", 429, Duration.ofSeconds(7)));
        assertThat(refusedFor("0")).isEqualTo(new Answer.Refused("20429", 429, Duration.ofSeconds(1)));
        assertThat(refusedFor("86400")).isEqualTo(new Answer.Refused("20429", 429, Duration.ofMinutes(10)));
        assertThat(refusedFor("soon")).isEqualTo(new Answer.Refused("20429", 429, null));
    }

    @Test
    void a_date_to_wait_for_is_taken_by_the_providers_own_clock() {
        var inAMinute = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(1));

        assertThat(refusedFor(inAMinute))
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.retryAfter())
                                .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(61)));
    }

    private Answer refusedFor(String retryAfter) {
        twilio.failNext(new Fault(429, "20429", false, retryAfter));
        return messages.send(parcel("+27830000001", "Hello"));
    }

    @Test
    void an_account_without_a_token_is_refused_before_any_call() {
        var strangers = messages("{}");

        assertThat(strangers.send(parcel("+27830000001", "Hello"))).isEqualTo(new Answer.Refused("20003", 401, null));
        assertThat(twilio.calls()).isZero();
        strangers.close();
    }
}
