package org.meterline.stack.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProxyEventsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final BlockingQueue<byte[]> events = new LinkedBlockingQueue<>();
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            events.add(ProxyEvents.event(exchange, exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void a_form_arrives_as_it_was_sent() throws Exception {
        var event = eventOf("/webhooks/twilio/whatsapp", "Body=&To=whatsapp%3A%2B1&To=x+y".getBytes(UTF_8));

        assertThat(event.path("httpMethod").asText()).isEqualTo("POST");
        assertThat(event.path("path").asText()).isEqualTo("/webhooks/twilio/whatsapp");
        assertThat(event.path("body").asText()).isEqualTo("Body=&To=whatsapp%3A%2B1&To=x+y");
        assertThat(event.path("isBase64Encoded").asBoolean(true)).isFalse();
        assertThat(event.path("headers").path("X-twilio-signature").asText()).isEqualTo("abc=");
        assertThat(event.path("multiValueHeaders")
                        .path("X-twilio-signature")
                        .get(0)
                        .asText())
                .isEqualTo("abc=");
        assertThat(event.path("queryStringParameters").isNull()).isTrue();
        assertThat(event.path("requestContext").path("requestId").asText()).isNotEmpty();
    }

    @Test
    void bytes_that_are_no_text_arrive_in_base64() throws Exception {
        var event = eventOf("/webhook", new byte[] {(byte) 0xff, (byte) 0xfe});

        assertThat(event.path("isBase64Encoded").asBoolean()).isTrue();
        assertThat(event.path("body").asText()).isEqualTo("//4=");
    }

    @Test
    void a_status_path_names_its_message_and_repeated_parameters_are_kept() throws Exception {
        var event = eventOf("/webhooks/twilio/status/out-1?a=1&a=&b=%2B", new byte[0]);

        assertThat(event.path("pathParameters").path("outboundId").asText()).isEqualTo("out-1");
        assertThat(event.path("resource").asText()).isEqualTo("/webhooks/twilio/status/{outboundId}");
        assertThat(event.path("queryStringParameters").toString()).isEqualTo("{\"a\":\"\",\"b\":\"+\"}");
        assertThat(event.path("multiValueQueryStringParameters").toString())
                .isEqualTo("{\"a\":[\"1\",\"\"],\"b\":[\"+\"]}");
        assertThat(event.path("body").isNull()).isTrue();
    }

    @Test
    void a_proxy_response_becomes_an_answer() {
        var answer = ProxyEvents.response("""
                {"statusCode": 403, "headers": {"content-type": "text/xml"}, "multiValueHeaders": {"A": ["1", "2"]},
                 "body": "<Response/>"}""".getBytes(UTF_8)).orElseThrow();

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.headers().get("Content-Type")).containsExactly("text/xml");
        assertThat(answer.headers().get("A")).containsExactly("1", "2");
        assertThat(new String(answer.body(), UTF_8)).isEqualTo("<Response/>");
    }

    @Test
    void what_is_no_proxy_response_is_none() {
        assertThat(ProxyEvents.response("\"ok\"".getBytes(UTF_8))).isEmpty();
        assertThat(ProxyEvents.response("{\"statusCode\": \"200\"}".getBytes(UTF_8)))
                .isEmpty();
        assertThat(ProxyEvents.response("<Response/>".getBytes(UTF_8))).isEmpty();
    }

    @Test
    void a_batch_response_says_which_message_failed() {
        assertThat(QueuePoller.names("{\"batchItemFailures\": []}".getBytes(UTF_8), "m1"))
                .isFalse();
        assertThat(QueuePoller.names("null".getBytes(UTF_8), "m1")).isFalse();
        assertThat(QueuePoller.names(new byte[0], "m1")).isFalse();
        assertThat(QueuePoller.names("{\"batchItemFailures\": [{\"itemIdentifier\": \"m1\"}]}".getBytes(UTF_8), "m1"))
                .isTrue();
        assertThat(QueuePoller.names("{\"batchItemFailures\": [{\"itemIdentifier\": \"\"}]}".getBytes(UTF_8), "m1"))
                .isTrue();
        assertThat(QueuePoller.names("oops".getBytes(UTF_8), "m1")).isTrue();
    }

    private JsonNode eventOf(String path, byte[] body) throws Exception {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path))
                .header("X-Twilio-Signature", "abc=")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            http.send(request, HttpResponse.BodyHandlers.discarding());
        }
        return JSON.readTree(events.take());
    }
}
