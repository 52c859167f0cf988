package org.meterline.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.meterline.simulator.TestSimulator.ACCOUNT;
import static org.meterline.simulator.TestSimulator.CUSTOMER;
import static org.meterline.simulator.TestSimulator.TOKEN;
import static org.meterline.simulator.TestSimulator.UTILITY;

import com.twilio.rest.api.v2010.account.Message;
import com.twilio.type.PhoneNumber;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulator stops and starts on the same folder. */
class RestartTest {

    private static final String CALLBACK = TestSimulator.PUBLIC + "/webhooks/twilio/status/out-1";

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
    void chats_files_and_open_windows_survive() throws IOException {
        simulator.sendPhoto(new byte[] {4, 5, 6});
        var before = simulator.get("/control/conversations/" + CUSTOMER);

        simulator.restart();

        var after = simulator.get("/control/conversations/" + CUSTOMER);
        assertThat(after).isEqualTo(before);
        var file =
                after.path("messages").path(0).path("media").path(0).path("url").asText();
        assertThat(simulator.send(simulator.request(file).build()).body()).containsExactly(4, 5, 6);
        assertThat(after.path("phone").path("wroteAt").has("whatsapp:" + UTILITY))
                .isTrue();
    }

    @Test
    void numbers_go_on_and_ids_differ() throws IOException {
        var first = simulator.write("one");
        simulator.restart();
        var second = simulator.write("two");

        assertThat(second.path("number").asLong())
                .isGreaterThan(first.path("number").asLong());
        assertThat(second.path("messageSid")).isNotEqualTo(first.path("messageSid"));
    }

    @Test
    void a_message_goes_on_with_its_reports() throws IOException, InterruptedException {
        simulator.write("hi");
        simulator.mischief("{\"callbackDelayMillis\":60000}");
        Message.creator(new PhoneNumber("whatsapp:" + CUSTOMER), new PhoneNumber("whatsapp:" + UTILITY), "hello")
                .setStatusCallback(URI.create(CALLBACK))
                .create(TwilioClient.of(simulator.simulation().origin(), ACCOUNT, TOKEN));

        simulator.restart();

        assertThat(simulator.utility().await(1, call -> call.path().contains("/status/")))
                .first()
                .matches(call -> call.get("MessageStatus").matches("sent|delivered"));
    }

    @Test
    void a_line_cut_off_by_a_kill_costs_only_itself() throws IOException {
        simulator.write("one");
        Files.writeString(state.resolve("messages.jsonl"), "{\"sid\":\"SM12", StandardOpenOption.APPEND);

        simulator.restart();

        assertThat(simulator.get("/control/conversations/" + CUSTOMER).path("messages"))
                .hasSize(1);
    }

    @Test
    void no_secret_is_written_down() throws IOException {
        simulator.sendPhoto(new byte[] {1});
        simulator.mischief("{\"failedPercent\":1}");
        Message.creator(new PhoneNumber("whatsapp:" + CUSTOMER), new PhoneNumber("whatsapp:" + UTILITY), "hello")
                .setStatusCallback(URI.create(CALLBACK))
                .create(TwilioClient.of(simulator.simulation().origin(), ACCOUNT, TOKEN));

        try (var files = Files.walk(state)) {
            var written = files.filter(Files::isRegularFile).toList();
            assertThat(written)
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(new String(Files.readAllBytes(file), UTF_8))
                            .doesNotContain(TOKEN, "second_token"));
        }
    }
}
