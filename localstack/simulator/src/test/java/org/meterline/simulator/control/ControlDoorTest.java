package org.meterline.simulator.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.meterline.simulator.TestSimulator.ACCOUNT;
import static org.meterline.simulator.TestSimulator.CUSTOMER;
import static org.meterline.simulator.TestSimulator.TOKEN;
import static org.meterline.simulator.TestSimulator.UTILITY;

import com.twilio.rest.api.v2010.account.Message;
import com.twilio.type.PhoneNumber;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterline.simulator.TestSimulator;
import org.meterline.simulator.TwilioClient;

class ControlDoorTest {

    @TempDir
    private Path folder;

    private TestSimulator simulator;

    @BeforeEach
    void start() throws IOException {
        var samples = Files.createDirectories(folder.resolve("samples"));
        Files.write(samples.resolve("drum.jpg"), new byte[] {7});
        Files.writeString(samples.resolve("README.md"), "where they come from");
        simulator = new TestSimulator(folder.resolve("state"), samples);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void whoever_asks_for_answers_waits_for_them() {
        var sid = simulator.write("hi").path("messageSid").asText();
        var waiting = CompletableFuture.supplyAsync(
                () -> simulator.get("/control/messages/" + sid + "/answers?waitMillis=8000"));

        answer("hello");

        var answers = waiting.join().path("answers");
        assertThat(answers).hasSize(1);
        assertThat(answers.path(0).path("text").asText()).isEqualTo("hello");
        var next = simulator.write("more").path("messageSid").asText();
        assertThat(simulator.get("/control/messages/" + next + "/answers").path("answers"))
                .isEmpty();
    }

    @Test
    void what_was_sent_is_read_piece_by_piece() {
        simulator.write("hi");
        answer("one");
        var first = simulator.get("/control/sent");
        answer("two");
        var second = simulator.get("/control/sent?since=" + first.path("next").asLong());

        assertThat(first.path("messages")).hasSize(1);
        assertThat(second.path("messages")).hasSize(1);
        assertThat(second.path("messages").path(0).path("text").asText()).isEqualTo("two");
    }

    @Test
    void samples_are_sent_by_name_and_only_pictures_are_offered() {
        var sent = simulator.json(
                "POST",
                "/control/messages",
                "{\"from\":\"" + CUSTOMER + "\",\"to\":\"" + UTILITY + "\",\"samples\":[\"drum.jpg\"]}");

        assertThat(sent.path("messageSid").asText()).startsWith("MM");
        assertThat(simulator.get("/control/samples")).hasSize(1);
        assertThat(simulator
                        .send(simulator.request("/control/samples/..%2Fstate").build())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_page_is_told_as_it_happens() throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var stream = http.send(simulator.request("/control/feed").build(), BodyHandlers.ofInputStream());
            try (var lines = new BufferedReader(new InputStreamReader(stream.body(), UTF_8))) {
                assertThat(lines.readLine()).isEqualTo("retry: 1000");
                assertThat(lines.readLine()).isEmpty();

                simulator.write("hi");

                assertThat(lines.readLine()).isEqualTo("event: message");
                assertThat(lines.readLine()).startsWith("data: {").contains("\"text\":\"hi\"");
            }
        }
    }

    @Test
    void a_page_from_elsewhere_gets_nothing() {
        var foreign = simulator
                .request("/control/messages")
                .header("Origin", "https://evil.example")
                .POST(BodyPublishers.ofString("{\"from\":\"+27831234567\"}"))
                .build();

        var embedded = simulator
                .request("/control/conversations")
                .header("Sec-Fetch-Site", "cross-site")
                .header("Sec-Fetch-Mode", "no-cors");
        var followed =
                simulator.request("/").header("Sec-Fetch-Site", "cross-site").header("Sec-Fetch-Mode", "navigate");

        assertThat(simulator.send(foreign).statusCode()).isEqualTo(403);
        assertThat(simulator.send(embedded.build()).statusCode()).isEqualTo(403);
        assertThat(simulator.send(followed.build()).statusCode()).isEqualTo(200);
        assertThat(simulator.get("/control/conversations")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"from\":\"nobody\"}",
                "{\"from\":\"+27831234567\"}",
                "{\"from\":\"+27831234567\",\"to\":\"+14155238886\",\"samples\":[\"none.jpg\"]}",
                "{\"from\":\"+27831234567\",\"to\":\"+14155238886\",\"messageSid\":\"x\"}",
                "not json"
            })
    void a_message_that_makes_no_sense_is_refused_without_repeating_it(String body) {
        var response = simulator.send(simulator
                .request("/control/messages")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(new String(response.body(), UTF_8)).doesNotContain("nobody");
        assertThat(simulator.utility().calls()).isEmpty();
    }

    @Test
    void the_page_loads_nothing_from_elsewhere() {
        for (var file : new String[] {"/", "/chat.css", "/chat.js", "/panel.js", "/dom.js", "/icon.svg"}) {
            var response = simulator.send(simulator.request(file).build());

            assertThat(response.statusCode()).as(file).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'")
                    .doesNotContain("unsafe");
            assertThat(new String(response.body(), UTF_8).replace("http://www.w3.org/2000/svg", ""))
                    .as(file)
                    .doesNotContain("http://", "https://", "style=\"", " onclick=\"");
        }
    }

    @Test
    void the_panel_says_what_is_not_connected() {
        var photo = simulator.sendPhoto(new byte[] {1}).path("messageSid").asText();

        var panel = simulator.get("/control/photos/" + photo);

        assertThat(panel.path("partNote").asText()).contains("not connected");
        assertThat(panel.path("storedNote").asText()).contains("not connected");
    }

    private void answer(String text) {
        Message.creator(new PhoneNumber("whatsapp:" + CUSTOMER), new PhoneNumber("whatsapp:" + UTILITY), text)
                .create(TwilioClient.of(simulator.simulation().origin(), ACCOUNT, TOKEN));
    }
}
