package org.meterline.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.meterline.simulator.TestSimulator.ACCOUNT;
import static org.meterline.simulator.TestSimulator.CUSTOMER;
import static org.meterline.simulator.TestSimulator.PUBLIC;
import static org.meterline.simulator.TestSimulator.TOKEN;
import static org.meterline.simulator.TestSimulator.UTILITY;

import com.fasterxml.jackson.databind.JsonNode;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.message.Media;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meterline.simulator.http.Json;
import org.meterline.simulator.http.Parameters.Parameter;

/** What the utility's webhook gets when customers write. */
class InboundTest {

    @TempDir
    private Path state;

    private TestSimulator simulator;

    @BeforeEach
    void start() throws IOException {
        simulator = new TestSimulator(state);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void a_photo_comes_with_every_field_of_a_real_one_and_a_signature_for_the_public_address() {
        var answer = simulator.sendPhoto(new byte[] {1, 2, 3});

        assertThat(answer.path("webhook").path("httpStatus").asInt()).isEqualTo(200);
        assertThat(answer.path("webhook").has("errorCode")).isFalse();
        var call = simulator.utility().calls().getFirst();
        assertThat(call.path()).isEqualTo("/webhooks/twilio/whatsapp");
        assertThat(call.form().list())
                .extracting(Parameter::name)
                .containsExactly(
                        "AccountSid",
                        "ApiVersion",
                        "Body",
                        "ChannelMetadata",
                        "From",
                        "MediaContentType0",
                        "MediaUrl0",
                        "MessageSid",
                        "MessageType",
                        "NumMedia",
                        "NumSegments",
                        "ProfileName",
                        "ReferralNumMedia",
                        "SmsMessageSid",
                        "SmsSid",
                        "SmsStatus",
                        "To",
                        "WaId");
        assertThat(call.get("From")).isEqualTo("whatsapp:" + CUSTOMER);
        assertThat(call.get("WaId")).isEqualTo("27831234567");
        assertThat(call.get("MessageType")).isEqualTo("image");
        assertThat(call.get("MessageSid"))
                .matches("MM[0-9a-f]{32}")
                .isEqualTo(answer.path("messageSid").asText());
        assertThat(call.get("MediaUrl0"))
                .startsWith(simulator.simulation().origin() + "/2010-04-01/Accounts/" + ACCOUNT + "/Messages/MM");
        assertThat(call.idempotencyToken()).isNotBlank();
        assertThat(call.isSigned(TOKEN, PUBLIC)).isTrue();
        assertThat(call.isSigned("another", PUBLIC)).isFalse();
    }

    @Test
    void several_files_come_as_one_message() {
        var body = """
                --xx\r
                Content-Disposition: form-data; name="from"\r
                \r
                +27831234567\r
                --xx\r
                Content-Disposition: form-data; name="to"\r
                \r
                +14155238886\r
                --xx\r
                Content-Disposition: form-data; name="text"\r
                \r
                both of them – ñ\r
                --xx\r
                Content-Disposition: form-data; name="photo"; filename="a.jpg"\r
                Content-Type: image/jpeg\r
                \r
                AAA\r
                --xx\r
                Content-Disposition: form-data; name="photo"; filename="b.png"\r
                Content-Type: image/png\r
                \r
                BBB\r
                --xx--\r
                """;
        simulator.send(simulator
                .request("/control/messages")
                .header("Content-Type", "multipart/form-data; boundary=xx")
                .POST(BodyPublishers.ofByteArray(body.getBytes(UTF_8)))
                .build());

        var call = simulator.utility().calls().getFirst();
        assertThat(call.get("NumMedia")).isEqualTo("2");
        assertThat(call.get("Body")).isEqualTo("both of them – ñ");
        assertThat(call.get("MediaContentType0")).isEqualTo("image/jpeg");
        assertThat(call.get("MediaContentType1")).isEqualTo("image/png");
        assertThat(call.get("MediaUrl1")).isNotEqualTo(call.get("MediaUrl0"));
    }

    @Test
    void sms_has_no_whatsapp_fields_and_a_door_of_its_own() {
        simulator.json(
                "POST",
                "/control/messages",
                "{\"from\":\"+27831234567\",\"to\":\"" + UTILITY + "\",\"channel\":\"sms\",\"text\":\"hi\"}");

        var call = simulator.utility().calls().getFirst();
        assertThat(call.path()).isEqualTo("/webhooks/twilio/sms");
        assertThat(call.get("From")).isEqualTo(CUSTOMER);
        assertThat(call.form().list()).extracting(Parameter::name).doesNotContain("WaId", "ProfileName");
    }

    @Test
    void buttons_and_places_are_told_by_twilios_names() {
        simulator.json("POST", "/control/messages", """
                {"from":"+27831234567","to":"+14155238886","text":"Water",
                 "fields":{"ButtonText":"Water","ButtonPayload":"meter-2","MessageType":"interactive","Latitude":"-33.9"}}
                """);

        var call = simulator.utility().calls().getFirst();
        assertThat(call.get("ButtonPayload")).isEqualTo("meter-2");
        assertThat(call.get("MessageType")).isEqualTo("interactive");
        assertThat(call.get("Latitude")).isEqualTo("-33.9");
        assertThat(call.isSigned(TOKEN, PUBLIC)).isTrue();
    }

    @Test
    void a_message_delivered_twice_has_the_same_id_and_token() throws InterruptedException {
        simulator.mischief("{\"duplicateWebhookPercent\":100}");

        simulator.write("twice");

        var calls = simulator.utility().await(2, call -> call.get("Body").equals("twice"));
        assertThat(calls.get(0).get("MessageSid")).isEqualTo(calls.get(1).get("MessageSid"));
        assertThat(calls.get(0).idempotencyToken()).isEqualTo(calls.get(1).idempotencyToken());
    }

    @Test
    void a_message_can_be_delivered_again_by_its_id() throws InterruptedException {
        var sid = simulator.write("once more").path("messageSid").asText();

        simulator.json("POST", "/control/messages/" + sid + "/deliver", "");

        assertThat(simulator.utility().await(2, call -> call.get("MessageSid").equals(sid)))
                .hasSize(2);
    }

    @Test
    void a_webhook_can_get_lost_while_its_message_stands_in_the_list() {
        simulator.mischief("{\"lostWebhookPercent\":100}");
        var lost = simulator.write("hello?");
        simulator.mischief("{\"lostWebhookPercent\":0}");
        simulator.write("are you there?");

        assertThat(lost.path("webhook").path("errorCode").asInt()).isEqualTo(11200);
        assertThat(simulator.utility().calls())
                .singleElement()
                .satisfies(call -> assertThat(call.get("Body")).isEqualTo("are you there?"));
        var twilio = TwilioClient.of(simulator.simulation().origin(), ACCOUNT, TOKEN);
        assertThat(Message.reader()
                        .setDateSentAfter(ZonedDateTime.now().minusMinutes(5))
                        .read(twilio))
                .filteredOn(message -> message.getDirection() == Message.Direction.INBOUND)
                .extracting(Message::getBody)
                .containsExactly("are you there?", "hello?");
    }

    @Test
    void a_page_of_the_list_begins_where_the_one_before_ended_whatever_comes_in_meanwhile() {
        var list = "/2010-04-01/Accounts/" + ACCOUNT + "/Messages.json?PageSize=2";
        List.of("1", "2", "3", "4").forEach(simulator::write);

        var first = page(list);
        simulator.write("5");
        var second = page(first.path("next_page_uri").asText());

        assertThat(first.path("messages"))
                .extracting(one -> one.path("body").asText())
                .containsExactly("4", "3");
        assertThat(second.path("messages"))
                .extracting(one -> one.path("body").asText())
                .containsExactly("2", "1");
        assertThat(second.path("next_page_uri").isNull()).isTrue();
    }

    @Test
    void the_files_of_a_message_are_listed_by_their_own_ids() {
        var sid = simulator.sendPhoto(new byte[] {1, 2, 3}).path("messageSid").asText();
        var twilio = TwilioClient.of(simulator.simulation().origin(), ACCOUNT, TOKEN);

        var media = Media.reader(sid).read(twilio);

        var url = simulator.utility().calls().getFirst().get("MediaUrl0");
        assertThat(media).singleElement().satisfies(one -> {
            assertThat(url).endsWith("/Messages/" + sid + "/Media/" + one.getSid());
            assertThat(one.getContentType()).isEqualTo("image/jpeg");
        });
    }

    private JsonNode page(String path) {
        try {
            return Json.MAPPER.readTree(
                    simulator.send(simulator.api(path).build()).body());
        } catch (IOException notJson) {
            throw new AssertionError(notJson);
        }
    }

    @Test
    void a_webhook_that_fails_is_11200_and_not_tried_again() {
        simulator.utility().answerWith(500, "text/xml");

        var webhook = simulator.write("hello").path("webhook");

        assertThat(webhook.path("errorCode").asInt()).isEqualTo(11200);
        assertThat(webhook.path("httpStatus").asInt()).isEqualTo(500);
        assertThat(webhook.path("attempts").asInt()).isEqualTo(1);
    }

    @Test
    void a_webhook_that_cannot_be_reached_is_tried_once_more() {
        simulator.utility().close();

        var webhook = simulator.write("hello").path("webhook");

        assertThat(webhook.path("errorCode").asInt()).isEqualTo(11200);
        assertThat(webhook.path("attempts").asInt()).isEqualTo(2);
    }

    @Test
    void an_answer_that_is_not_twiml_is_noticed() {
        simulator.utility().answerWith(200, "application/json");

        assertThat(simulator.write("hello").path("webhook").path("errorCode").asInt())
                .isEqualTo(12300);
    }

    @Test
    void opt_out_words_are_marked_only_where_twilio_manages_them() {
        simulator.write("stop");
        simulator.mischief("{\"advancedOptOut\":true}");
        simulator.write("Stop");

        var calls = simulator.utility().calls();
        assertThat(calls.get(0).get("OptOutType")).isEmpty();
        assertThat(calls.get(1).get("OptOutType")).isEqualTo("STOP");
    }
}
