package org.meterline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meterline.ingest.Samples.messageBody;
import static org.meterline.ingest.Samples.sid;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who is let in, and what is turned away at the door. */
class WebhookDoorTest extends WebhookRoad {

    @Test
    void the_second_token_counts_and_a_new_one_is_looked_up() throws IOException {
        assertThat(post(resigned(TEXT_BODY, "second"))).isEqualTo(200);

        secrets.with("twilio", "{\"" + Samples.ACCOUNT + "\":[\"rotated\"]}");
        clock.advance(Duration.ofSeconds(31));
        assertThat(post(resigned(messageBody(sid("SM", 2), "Body", "1"), "rotated")))
                .isEqualTo(200);
        assertThat(events.published()).hasSize(2);
    }

    @Test
    void what_is_not_signed_is_forbidden_and_not_kept() throws IOException {
        assertThat(post(resigned(TEXT_BODY, "wrong"))).isEqualTo(403);
        assertThat(post(with(Samples.signed(PATH, TEXT_BODY), Map.of()))).isEqualTo(403);
        assertThat(post(with(Samples.signed(PATH, TEXT_BODY), Map.of("x-twilio-signature", ""))))
                .isEqualTo(403);
        var foreign = TEXT_BODY.replace(Samples.ACCOUNT, sid("AC", 99));
        assertThat(post(Samples.signed(PATH, foreign))).isEqualTo(403);
        var signed = Samples.signed(PATH, TEXT_BODY);
        assertThat(post(new GatewayRequest("POST", "/webhooks/twilio/sms", "", signed.headers(), signed.body())))
                .as("signed for another path")
                .isEqualTo(403);
        assertThat(post(new GatewayRequest("POST", PATH, "a=b", signed.headers(), signed.body())))
                .as("signed without that query")
                .isEqualTo(403);
        assertThat(messages.size()).isZero();
        assertThat(events.published()).isEmpty();
    }

    @Test
    void foreign_nonsense_is_refused_and_not_kept() throws IOException {
        assertThat(post(Samples.signed(PATH, "AccountSid=" + Samples.ACCOUNT + "&Hello=world")))
                .isEqualTo(400);
        assertThat(post(request("POST", PATH, "Body=%zz"))).isEqualTo(400);
        assertThat(post(request("POST", "/elsewhere", TEXT_BODY))).isEqualTo(404);
        assertThat(post(request("GET", PATH, TEXT_BODY))).isEqualTo(405);
        assertThat(post(request("POST", PATH, "Body=" + "x".repeat(100_000)))).isEqualTo(413);
        assertThat(answerTo("[1]").get("statusCode").asInt()).isEqualTo(400);
        assertThat(messages.size()).isZero();
    }

    @Test
    void json_counts_when_its_hash_is_signed() throws IOException {
        var body = "{\"AccountSid\":\"" + Samples.ACCOUNT + "\",\"MessageSid\":\"" + sid("SM", 5)
                + "\",\"From\":\"whatsapp:+27831234567\",\"To\":\"whatsapp:+14155238886\",\"Body\":\"hi\"}";
        var query = "bodySHA256=" + InMemoryPhotos.sha256(body.getBytes(StandardCharsets.UTF_8));
        var signature = TwilioSignature.of(Samples.BASE_URL + PATH + "?" + query, new Form(List.of()), Samples.TOKEN);
        var headers = Map.of("content-type", "application/json", "x-twilio-signature", signature);
        var bytes = body.getBytes(StandardCharsets.UTF_8);

        assertThat(post(new GatewayRequest("POST", PATH, query, headers, bytes)))
                .isEqualTo(200);
        assertThat(post(new GatewayRequest("POST", PATH, "", headers, bytes))).isEqualTo(403);
        assertThat(events.published()).hasSize(1);
    }
}
