package org.meterline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meterline.ingest.Samples.mediaPath;
import static org.meterline.ingest.Samples.sid;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterline.ingest.MediaFiles.Fetched;

class TwilioMediaTest {

    private static final String MESSAGE = sid("MM", 2);
    private static final String PATH = mediaPath(MESSAGE, 3);
    private static final int FIVE_MEBIBYTES = 5 * 1024 * 1024;

    private final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());
    private HttpServer twilio;
    private HttpServer cdn;

    @BeforeEach
    void start() throws IOException {
        twilio = server();
        cdn = server();
    }

    @AfterEach
    void stop() {
        twilio.stop(0);
        cdn.stop(0);
    }

    @Test
    void a_file_is_fetched_with_the_accounts_token() {
        twilio.createContext(PATH, exchange -> answer(exchange, 200, Samples.JPEG));

        assertFile(fetch(), Samples.JPEG);
        assertThat(authorizations).containsExactly(basic("first"));
    }

    @Test
    void one_redirect_is_followed_without_the_token() {
        twilio.createContext(PATH, exchange -> redirect(exchange, url(cdn) + "/file?sig=a%2Fb&x=1"));
        cdn.createContext("/file", exchange -> {
            assertThat(exchange.getRequestURI().getRawQuery()).isEqualTo("sig=a%2Fb&x=1");
            answer(exchange, 200, Samples.PNG);
        });

        assertFile(fetch(), Samples.PNG);
        assertThat(authorizations).containsExactly(basic("first"), "none");
    }

    @Test
    void a_second_redirect_is_not_followed() {
        twilio.createContext(PATH, exchange -> redirect(exchange, url(cdn) + "/file"));
        cdn.createContext("/file", exchange -> redirect(exchange, url(cdn) + "/other"));
        cdn.createContext("/other", exchange -> answer(exchange, 200, Samples.PNG));

        assertThat(fetch()).isInstanceOf(Fetched.Gone.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data/",
                "https://127.0.0.1:1/x",
                "http://mms.twiliocdn.com.evil.com/",
                "http://user@127.0.0.1/",
                "file:///etc/passwd",
                "//elsewhere.com/x",
                ":::",
                ""
            })
    void a_redirect_to_anywhere_else_is_refused(String location) {
        twilio.createContext(PATH, exchange -> redirect(exchange, location));
        assertThat(fetch())
                .as("who runs this may allow it meanwhile")
                .isInstanceOfSatisfying(
                        Fetched.NotNow.class, later -> assertThat(later.why()).contains("not allowed"));
    }

    @Test
    void a_redirect_back_to_twilio_is_refused_too() {
        twilio.createContext(PATH, exchange -> redirect(exchange, PATH + "x"));
        assertThat(fetch()).isInstanceOf(Fetched.NotNow.class);
        assertThat(authorizations).containsExactly(basic("first"));
    }

    @Test
    void only_the_messages_own_media_at_twilio_are_asked_for() {
        twilio.createContext("/", exchange -> answer(exchange, 200, Samples.JPEG));
        var foreignAccount = PATH.replace(Samples.ACCOUNT, sid("AC", 77));
        var foreignMessage = PATH.replace(MESSAGE, sid("MM", 77));

        for (var url : List.of(
                url(twilio) + foreignAccount,
                url(twilio) + foreignMessage,
                url(twilio) + PATH + "?x=1",
                url(twilio) + PATH + "#x",
                url(twilio) + PATH + "/../../x",
                url(twilio) + "/2010-04-01" + PATH,
                url(cdn) + PATH,
                url(twilio).replace("http:", "https:") + PATH,
                url(twilio).replace("127.0.0.1", "user:x@127.0.0.1") + PATH,
                "not a url",
                "")) {
            assertThat(fetch(url)).as(url).isInstanceOf(Fetched.Gone.class);
        }
        assertThat(authorizations).isEmpty();
    }

    @Test
    void while_tokens_are_rotated_the_second_is_tried() {
        twilio.createContext(PATH, exchange -> {
            var isSecond =
                    exchange.getRequestHeaders().getFirst("Authorization").equals(basic("second"));
            answer(exchange, isSecond ? 200 : 401, Samples.JPEG);
        });

        assertFile(fetch(), Samples.JPEG);
        assertThat(authorizations).containsExactly(basic("first"), basic("second"));
    }

    @Test
    void when_no_token_is_accepted_it_is_tried_again_later() {
        twilio.createContext(PATH, exchange -> answer(exchange, 401, new byte[0]));
        assertThat(fetch()).isInstanceOf(Fetched.NotNow.class);
    }

    @Test
    void what_is_gone_is_gone_and_what_is_missing_may_still_come() {
        twilio.createContext(PATH, exchange -> answer(exchange, 410, new byte[0]));
        twilio.createContext(mediaPath(MESSAGE, 4), exchange -> answer(exchange, 404, new byte[0]));
        assertThat(fetch()).isInstanceOf(Fetched.Gone.class);
        assertThat(fetch(url(twilio) + mediaPath(MESSAGE, 4))).isInstanceOf(Fetched.Missing.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 429, 500, 503})
    void what_may_come_back_is_tried_again_later(int status) {
        twilio.createContext(PATH, exchange -> answer(exchange, status, new byte[0]));
        assertThat(fetch()).isInstanceOf(Fetched.NotNow.class);
    }

    @Test
    void five_mebibytes_are_enough_whatever_the_length_says() {
        var largest = new byte[FIVE_MEBIBYTES];
        var tooLarge = new byte[FIVE_MEBIBYTES + 1];
        twilio.createContext(PATH, exchange -> answer(exchange, 200, largest));
        twilio.createContext(mediaPath(MESSAGE, 4), exchange -> answer(exchange, 200, tooLarge));
        twilio.createContext(mediaPath(MESSAGE, 5), exchange -> stream(exchange, tooLarge));
        twilio.createContext(mediaPath(MESSAGE, 6), exchange -> stream(exchange, largest));

        assertFile(fetch(), largest);
        assertThat(fetch(url(twilio) + mediaPath(MESSAGE, 4))).isInstanceOf(Fetched.Gone.class);
        assertThat(fetch(url(twilio) + mediaPath(MESSAGE, 5))).isInstanceOf(Fetched.Gone.class);
        assertFile(fetch(url(twilio) + mediaPath(MESSAGE, 6)), largest);
    }

    @Test
    void an_empty_file_is_no_file() {
        twilio.createContext(PATH, exchange -> answer(exchange, 200, new byte[0]));
        assertThat(fetch()).isInstanceOf(Fetched.Gone.class);
    }

    @Test
    void a_stream_that_drips_is_cut_off_by_the_deadline() {
        var over = new CountDownLatch(1);
        twilio.createContext(PATH, exchange -> {
            exchange.sendResponseHeaders(200, 1_000_000);
            try (var body = exchange.getResponseBody()) {
                while (over.getCount() > 0) {
                    body.write(1);
                    body.flush();
                }
            }
        });

        var fetched = fetch(url(twilio) + PATH, Deadline.in(Duration.ofMillis(300)));

        over.countDown();
        assertThat(fetched).isInstanceOf(Fetched.NotNow.class);
    }

    @Test
    void a_body_that_is_cut_short_is_not_taken_for_the_file() throws IOException {
        assertThat(rawAnswer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort"))
                .isInstanceOf(Fetched.NotNow.class);
        assertThat(rawAnswer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n"))
                .isInstanceOf(Fetched.NotNow.class);
        assertThat(rawAnswer("HTTP/1.1 200 OK\r\nContent-Le")).isInstanceOf(Fetched.NotNow.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello\r\n\r\n",
                "HTTP/2 200\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nx",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nx",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nx"
            })
    void what_is_no_http_is_no_file(String answer) throws IOException {
        assertThat(rawAnswer(answer)).isNotInstanceOf(Fetched.File.class);
    }

    @Test
    void an_answer_without_a_length_ends_with_the_connection_and_interim_answers_are_passed_over() throws IOException {
        assertFile(
                rawAnswer("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.0 200 OK\r\nX: y\r\n\r\nbytes"),
                "bytes".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void headers_without_end_are_refused() throws IOException {
        assertThat(rawAnswer("HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(200) + "\r\nx"))
                .isInstanceOf(Fetched.NotNow.class);
        assertThat(rawAnswer("HTTP/1.1 200 OK\r\nA: " + "b".repeat(100_000) + "\r\n\r\nx"))
                .isInstanceOf(Fetched.NotNow.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.0.0.7", "169.254.169.254", "::1", "fd00:ec2::254"})
    void a_name_that_leads_to_a_private_address_is_not_connected_to(String address) throws Exception {
        twilio.createContext(PATH, exchange -> answer(exchange, 200, Samples.JPEG));
        var origin =
                Origin.parse("http://api.example.com:" + twilio.getAddress().getPort());
        var publicToo = InetAddress.ofLiteral("8.8.8.8");
        var media = media(origin, Set.of(), host -> new InetAddress[] {publicToo, InetAddress.ofLiteral(address)});

        assertThat(media.fetch(Samples.ACCOUNT, MESSAGE, "http://" + origin.authority() + PATH, soon()))
                .isInstanceOfSatisfying(
                        Fetched.NotNow.class, later -> assertThat(later.why()).contains("private"));
        assertThat(authorizations).isEmpty();
    }

    @Test
    void a_redirect_host_that_leads_to_a_private_address_is_not_connected_to() {
        var name = "http://cdn.example.com:" + cdn.getAddress().getPort();
        twilio.createContext(PATH, exchange -> redirect(exchange, name + "/file"));
        cdn.createContext("/file", exchange -> answer(exchange, 200, Samples.JPEG));
        var lookups = new AtomicInteger();
        var media = media(Origin.parse(url(twilio)), Set.of(Origin.parse(name)), host -> {
            lookups.incrementAndGet();
            return new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")};
        });

        assertThat(media.fetch(Samples.ACCOUNT, MESSAGE, url(twilio) + PATH, soon()))
                .isInstanceOf(Fetched.NotNow.class);
        assertThat(lookups).as("resolved once, and never by the socket itself").hasValue(1);
        assertThat(authorizations).containsExactly(basic("first"));
    }

    @Test
    void a_name_that_is_not_known_is_tried_again_later() {
        var media = media(Origin.parse("https://api.example.com"), Set.of(), host -> {
            throw new UnknownHostException(host);
        });
        assertThat(media.fetch(Samples.ACCOUNT, MESSAGE, "https://api.example.com" + PATH, soon()))
                .isInstanceOf(Fetched.NotNow.class);
    }

    private Fetched fetch() {
        return fetch(url(twilio) + PATH);
    }

    private Fetched fetch(String url) {
        return fetch(url, soon());
    }

    private Fetched fetch(String url, Deadline deadline) {
        var media = media(Origin.parse(url(twilio)), Set.of(Origin.parse(url(cdn))), InetAddress::getAllByName);
        return media.fetch(Samples.ACCOUNT, MESSAGE, url, deadline);
    }

    private static TwilioMedia media(Origin origin, Set<Origin> redirects, GuardedGet.Resolver resolver) {
        var secrets = new ScriptedSecrets().with("twilio", "{\"" + Samples.ACCOUNT + "\":[\"first\",\"second\"]}");
        var tokens = new TwilioTokens(secrets, "twilio", new MovableClock(Samples.NOW));
        var http = new GuardedGet(resolver, (SSLSocketFactory) SSLSocketFactory.getDefault());
        return new TwilioMedia(new TwilioApi(origin, tokens, http), redirects, http);
    }

    /** What becomes of an answer that is exactly these bytes. */
    private static Fetched rawAnswer(String bytes) throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var serving = Executors.newVirtualThreadPerTaskExecutor()) {
            serving.submit(() -> {
                try (var socket = server.accept()) {
                    var request = socket.getInputStream();
                    for (var seen = ""; !seen.endsWith("\r\n\r\n"); ) {
                        seen += (char) request.read();
                    }
                    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
                }
                return null;
            });
            var origin = "http://127.0.0.1:" + server.getLocalPort();
            return media(Origin.parse(origin), Set.of(), InetAddress::getAllByName)
                    .fetch(Samples.ACCOUNT, MESSAGE, origin + PATH, soon());
        }
    }

    private HttpServer server() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return server;
    }

    private void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        noteAuthorization(exchange);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void stream(HttpExchange exchange, byte[] body) throws IOException {
        exchange.sendResponseHeaders(200, 0); // chunked
        try (var out = exchange.getResponseBody()) {
            for (var from = 0; from < body.length; from += 100_000) {
                out.write(Arrays.copyOfRange(body, from, Math.min(body.length, from + 100_000)));
            }
        }
    }

    private void redirect(HttpExchange exchange, String location) throws IOException {
        noteAuthorization(exchange);
        exchange.getResponseHeaders().set("Location", location);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private void noteAuthorization(HttpExchange exchange) {
        var value = exchange.getRequestHeaders().getFirst("Authorization");
        authorizations.add(value == null ? "none" : value);
    }

    private static String basic(String token) {
        var credentials = (Samples.ACCOUNT + ":" + token).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(credentials);
    }

    private static String url(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(10));
    }

    private static void assertFile(Fetched fetched, byte[] bytes) {
        assertThat(fetched)
                .isInstanceOfSatisfying(
                        Fetched.File.class, file -> assertThat(file.bytes()).isEqualTo(bytes));
    }
}
