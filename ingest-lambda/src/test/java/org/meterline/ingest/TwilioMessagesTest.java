package org.meterline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meterline.ingest.Samples.sid;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterline.ingest.ReceivedMessages.Listing;

/** The list as Twilio's documentation shows it, and as it must not be believed. */
class TwilioMessagesTest {

    private static final String PATH = "/2010-04-01/Accounts/" + Samples.ACCOUNT + "/Messages.json";
    private static final Instant FROM = Instant.parse("2026-11-21T04:15:30.123Z");
    private static final Instant UNTIL = Instant.parse("2026-11-21T08:14:30Z");

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void the_first_page_is_asked_for_by_time_and_the_next_as_the_answer_says() {
        answer(PATH, 200, page(message(1, "inbound") + "," + message(2, "outbound-api"), quoted(PATH + "?Page=1&x=y")));

        var first = (Listing.Page) list(null);

        assertThat(first.messages())
                .as("what we sent is not what we received")
                .containsExactly(new ListedMessage(
                        Samples.ACCOUNT,
                        sid("SM", 1),
                        "whatsapp:+27831234567",
                        "whatsapp:+14155238886",
                        new Words("Yebo ✓"),
                        1,
                        Instant.parse("2026-11-21T08:00:00Z")));
        assertThat(URLDecoder.decode(asked.getFirst(), StandardCharsets.UTF_8))
                .isEqualTo("PageSize=500&DateSent>=2026-11-21T04:15:30Z&DateSent<=2026-11-21T08:14:30Z");
        assertThat(first.next()).isEqualTo(PATH + "?Page=1&x=y");
        list(first.next());
        assertThat(asked.getLast()).isEqualTo("Page=1&x=y");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/2010-04-01/x",
                "//evil.example/",
                "/2010-04-01/Accounts/AC00000000000000000000000000000099/Messages.json?Page=1",
                "/2010-04-01/Accounts/AC00000000000000000000000000000001/Messages.json/../../x?Page=1",
                "",
            })
    void a_next_page_that_is_elsewhere_is_the_end(String next) {
        answer(PATH, 200, page(message(1, "inbound"), quoted(next)));
        assertThat(((Listing.Page) list(null)).next()).isNull();
    }

    @Test
    void a_next_page_that_breaks_out_of_the_request_line_is_not_asked_for() {
        assertThat(list(PATH + "?Page=1 HTTP/1.1\r\nX: y")).isInstanceOf(Listing.NotNow.class);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "never",
            value = {
                "429, 7, PT7S",
                "429, '', PT0.5S",
                "429, soon, PT0.5S",
                "429, 9999, never",
                "503, 1, PT1S",
                "500, '', PT0.5S",
                "400, '', never",
                "403, 1, never",
                "404, '', never"
            })
    void a_refusal_says_when_to_ask_again(int status, String retryAfter, Duration again) {
        server.createContext(PATH, exchange -> {
            if (!retryAfter.isEmpty()) {
                exchange.getResponseHeaders().set("Retry-After", retryAfter);
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        assertThat(list(null)).isEqualTo(new Listing.NotNow("the answer is " + status, again));
    }

    @Test
    void a_wrong_token_is_not_tried_over_and_over() {
        answer(PATH, 401, "{}");
        assertThat(list(null)).isEqualTo(new Listing.NotNow("no token of the account is accepted", null));
        assertThat(asked).as("both tokens, once each").hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{\"messages\":", "[1]", "{\"messages\":7}", "null"})
    void what_is_no_list_is_no_failure(String body) {
        answer(PATH, 200, body);
        assertThat(list(null))
                .satisfiesAnyOf(
                        listing -> assertThat(listing).isEqualTo(new Listing.Page(List.of(), null)),
                        listing -> assertThat(listing).isInstanceOf(Listing.NotNow.class));
    }

    @Test
    void members_that_are_no_messages_do_not_hide_their_neighbours() {
        answer(
                PATH,
                200,
                page(
                        "1,null,{},{\"direction\":\"inbound\"},"
                                + message(3, "inbound").replace("Sat, 21 Nov 2026", "the other day") + ","
                                + message(1, "inbound"),
                        "null"));
        assertThat(((Listing.Page) list(null)).messages())
                .extracting(ListedMessage::sid)
                .containsExactly(sid("SM", 1));
    }

    @Test
    void a_server_that_is_not_there_is_asked_again() {
        server.stop(0);
        assertThat(list(null))
                .isInstanceOfSatisfying(
                        Listing.NotNow.class, not -> assertThat(not.again()).isNotNull());
    }

    @Test
    void files_are_listed_with_their_addresses() {
        var media = Samples.mediaPath(sid("MM", 1), 5);
        answer(
                media.substring(0, media.lastIndexOf('/')) + ".json",
                200,
                "{\"media_list\":[{\"sid\":\"" + sid("ME", 5) + "\",\"content_type\":\"image/jpeg\"},{}]}");

        assertThat(twilio().filesOf(photo(sid("MM", 1)), soon()))
                .contains(List.of(
                        new Inbound.Media(origin() + media, "image/jpeg"),
                        new Inbound.Media(origin() + media.substring(0, media.lastIndexOf('/') + 1), null)));
        assertThat(twilio().filesOf(photo(sid("MM", 2)), soon())).as("404").isEmpty();
        assertThat(twilio().filesOf(photo("../../x"), soon())).isEmpty();
    }

    private Listing list(String next) {
        return twilio().list(Samples.ACCOUNT, FROM, UNTIL, next, soon());
    }

    private TwilioMessages twilio() {
        var secrets = new ScriptedSecrets().with("twilio", "{\"" + Samples.ACCOUNT + "\":[\"first\",\"second\"]}");
        var tokens = new TwilioTokens(secrets, "twilio", new MovableClock(Samples.NOW));
        var http = new GuardedGet(InetAddress::getAllByName, (SSLSocketFactory) SSLSocketFactory.getDefault());
        return new TwilioMessages(new TwilioApi(Origin.parse(origin()), tokens, http));
    }

    private String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(20));
    }

    private static ListedMessage photo(String sid) {
        return new ListedMessage(Samples.ACCOUNT, sid, "+27831234567", "+14155238886", new Words(""), 1, UNTIL);
    }

    private void answer(String path, int status, String body) {
        server.createContext(path, exchange -> answer(exchange, status, body));
    }

    private void answer(HttpExchange exchange, int status, String body) throws IOException {
        asked.add(String.valueOf(exchange.getRequestURI().getRawQuery()));
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String page(String messages, String next) {
        return "{\"end\":1,\"first_page_uri\":\"" + PATH + "?PageSize=500&Page=0\",\"messages\":[" + messages
                + "],\"next_page_uri\":" + next
                + ",\"page\":0,\"page_size\":500,\"previous_page_uri\":null,\"start\":0}";
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    private static String message(int number, String direction) {
        return """
                {"account_sid": "%s", "api_version": "2010-04-01", "body": "Yebo ✓", "date_created":
                 "Sat, 21 Nov 2026 07:59:59 +0000", "date_sent": "Sat, 21 Nov 2026 08:00:00 +0000", "date_updated":
                 "Sat, 21 Nov 2026 08:00:00 +0000", "direction": "%s", "error_code": null, "error_message": null,
                 "from": "whatsapp:+27831234567", "messaging_service_sid": null, "num_media": "1", "num_segments": "1",
                 "price": null, "price_unit": null, "sid": "%s", "status": "received", "subresource_uris": {"media": "x"},
                 "to": "whatsapp:+14155238886", "uri": "x"}
                """.formatted(Samples.ACCOUNT, direction, sid("SM", number));
    }
}
