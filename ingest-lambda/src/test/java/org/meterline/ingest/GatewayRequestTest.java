package org.meterline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayRequestTest {

    @ParameterizedTest
    @ValueSource(strings = {"rest-api.json", "rest-api-base64.json", "http-api.json", "http-api-base64.json"})
    void a_webhook_is_the_same_from_either_gateway(String fixture) throws IOException {
        var request = read(fixture);

        assertThat(request.method()).isEqualTo("POST");
        assertThat(Route.in(request.path())).contains(Samples.WHATSAPP);
        assertThat(request.query()).isEmpty();
        assertThat(request.header("X-TWILIO-SIGNATURE")).isEqualTo("XB+oK9jCtzS/FPoxy2pe1JmE1yk=");
        assertThat(request.body()).asString(StandardCharsets.UTF_8).isEqualTo(Samples.PHOTO_BODY);
    }

    @Test
    void a_query_survives_as_far_as_the_gateway_lets_it() throws IOException {
        assertThat(parse("""
                                {"httpMethod":"POST","path":"/webhook","body":null,"headers":null,
                                 "multiValueQueryStringParameters":{"bodySHA256":["00ff"],"a":["1","x y"]}}""").query()).isEqualTo("bodySHA256=00ff&a=1&a=x%20y");
        assertThat(parse("""
                                {"requestContext":{"http":{"method":"POST"}},"rawPath":"/webhook","rawQueryString":"b=%2B&a=1"}""").query()).isEqualTo("b=%2B&a=1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "\"x\"",
                "{\"httpMethod\":\"POST\"}",
                "{\"httpMethod\":\"POST\",\"path\":\"/webhook\",\"isBase64Encoded\":true,\"body\":\"§\"}"
            })
    void what_no_gateway_sent_is_not_a_request(String event) throws IOException {
        assertThat(GatewayRequest.parse(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8))))
                .isEmpty();
    }

    @Test
    void a_route_is_found_behind_any_stage_and_nowhere_else() {
        assertThat(Route.in("/prod/webhooks/twilio/sms")).contains(new Route("/webhooks/twilio/sms", null, null));
        assertThat(Route.in("/v1/eu/webhooks/twilio/status/0b9ff24e-2c5c"))
                .contains(new Route("/webhooks/twilio/status/0b9ff24e-2c5c", "0b9ff24e-2c5c", null));
        var place = "00-000000000000000000000000000000ab-00f067aa0ba902b7-01";
        assertThat(Route.in("/v1/webhooks/twilio/status/0b9ff24e-2c5c_" + place))
                .contains(new Route("/webhooks/twilio/status/0b9ff24e-2c5c_" + place, "0b9ff24e-2c5c", place));
        assertThat(Route.in("/webhooks/twilio/status/0b9ff24e_2c5c"))
                .contains(new Route("/webhooks/twilio/status/0b9ff24e_2c5c", "0b9ff24e_2c5c", null));
        assertThat(Route.in("/webhooks/twilio/status/0b9ff24e-2c5c/" + place)).isEmpty();
        assertThat(Route.in("/webhook")).contains(new Route("/webhook", null, null));
        assertThat(Route.in("/webhooks")).isEmpty();
        assertThat(Route.in("/webhooks/twilio/whatsapp/x")).isEmpty();
        assertThat(Route.in("/xwebhook")).isEmpty();
        assertThat(Route.in("/webhooks/twilio/status/a%2Fb")).isEmpty();
    }

    private static GatewayRequest read(String fixture) throws IOException {
        try (var event = GatewayRequestTest.class.getResourceAsStream("/events/" + fixture)) {
            return GatewayRequest.parse(event).orElseThrow();
        }
    }

    private static GatewayRequest parse(String event) throws IOException {
        return GatewayRequest.parse(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)))
                .orElseThrow();
    }
}
