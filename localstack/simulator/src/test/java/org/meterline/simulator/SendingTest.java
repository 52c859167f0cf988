package org.meterline.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.meterline.simulator.TestSimulator.ACCOUNT;
import static org.meterline.simulator.TestSimulator.CUSTOMER;
import static org.meterline.simulator.TestSimulator.TOKEN;
import static org.meterline.simulator.TestSimulator.UTILITY;

import com.twilio.exception.ApiException;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.type.PhoneNumber;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meterline.simulator.FakeUtility.Call;

/** Twilio's own Java client sends through the simulator and understands what it says. */
class SendingTest {

    private static final PhoneNumber TO = new PhoneNumber("whatsapp:" + CUSTOMER);
    private static final PhoneNumber FROM = new PhoneNumber("whatsapp:" + UTILITY);
    private static final String CALLBACK = TestSimulator.PUBLIC + "/webhooks/twilio/status/out-1";

    @TempDir
    private Path state;

    private TestSimulator simulator;
    private TwilioRestClient twilio;

    @BeforeEach
    void start() throws IOException {
        simulator = new TestSimulator(state);
        twilio = TwilioClient.of(simulator.simulation().origin(), ACCOUNT, TOKEN);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void a_message_is_queued_first_and_reported_in_order_without_its_first_status() throws InterruptedException {
        simulator.write("hi"); // opens the window

        var sent = send("Thank you");

        assertThat(sent.getStatus()).isEqualTo(Message.Status.QUEUED);
        assertThat(sent.getSid()).matches("SM[0-9a-f]{32}");
        assertThat(sent.getDateCreated()).isNotNull();
        assertThat(sent.getDateSent()).isNull();
        assertThat(sent.getDirection()).isEqualTo(Message.Direction.OUTBOUND_API);
        var callbacks = callbacks(3);
        assertThat(callbacks)
                .extracting(call -> call.get("MessageStatus"))
                .containsExactly("sent", "delivered", "read");
        assertThat(callbacks).allMatch(call -> call.isSigned(TOKEN, TestSimulator.PUBLIC));
        assertThat(callbacks).allMatch(call -> call.get("MessageSid").equals(sent.getSid()));
        assertThat(Message.fetcher(sent.getSid()).fetch(twilio).getStatus()).isEqualTo(Message.Status.READ);
    }

    @Test
    void reports_can_come_out_of_order_while_the_status_itself_goes_forward() throws InterruptedException {
        simulator.mischief("{\"outOfOrderPercent\":100}");
        simulator.write("hi");

        var sent = send("Thank you");

        assertThat(callbacks(3))
                .extracting(call -> call.get("MessageStatus"))
                .containsExactlyInAnyOrder("sent", "delivered", "read")
                .isNotEqualTo(List.of("sent", "delivered", "read"));
        assertThat(Message.fetcher(sent.getSid()).fetch(twilio).getStatus()).isEqualTo(Message.Status.READ);
    }

    @Test
    void reports_can_come_twice() throws InterruptedException {
        simulator.mischief("{\"duplicateCallbackPercent\":100}");
        simulator.write("hi");

        send("Thank you");

        assertThat(callbacks(6))
                .extracting(call -> call.get("MessageStatus"))
                .containsExactly("sent", "sent", "delivered", "delivered", "read", "read");
    }

    @Test
    void free_text_outside_the_window_is_accepted_and_then_fails() throws InterruptedException {
        var sent = send("Good morning");

        assertThat(sent.getStatus()).isEqualTo(Message.Status.QUEUED);
        var callback = callbacks(1).getFirst();
        assertThat(callback.get("MessageStatus")).isEqualTo("failed");
        assertThat(callback.get("ErrorCode")).isEqualTo("63016");
        assertThat(Message.fetcher(sent.getSid()).fetch(twilio).getErrorCode()).isEqualTo(63016);
    }

    @Test
    void a_template_may_open_a_conversation() throws InterruptedException {
        Message.creator(TO, FROM, "")
                .setContentSid("HX" + "a".repeat(32))
                .setContentVariables("{\"1\":\"2026-11\"}")
                .setStatusCallback(URI.create(CALLBACK))
                .create(twilio);

        assertThat(callbacks(1).getFirst().get("MessageStatus")).isEqualTo("sent");
    }

    @Test
    void a_closed_window_and_a_phone_without_whatsapp_fail_later() throws InterruptedException {
        simulator.write("hi");
        simulator.json("POST", "/control/conversations/" + CUSTOMER, "{\"closeWindow\":\"whatsapp:" + UTILITY + "\"}");
        send("one");
        simulator.json("POST", "/control/conversations/" + CUSTOMER, "{\"onWhatsApp\":false}");
        send("two");

        assertThat(callbacks(2)).extracting(call -> call.get("ErrorCode")).containsExactlyInAnyOrder("63016", "63024");
    }

    @ParameterizedTest
    @CsvSource({
        "whatsapp:12, whatsapp:+14155238886, x, 21211",
        "whatsapp:+27831234567, whatsapp:abc, x, 21212",
        "whatsapp:+27831234567, +14155238886, x, 21910",
        "whatsapp:+27831234567, whatsapp:+14155238886, '', 21602",
    })
    void nonsense_is_refused_at_once(String to, String from, String body, int code) {
        assertThatThrownBy(() -> Message.creator(new PhoneNumber(to), new PhoneNumber(from), body)
                        .create(twilio))
                .isInstanceOfSatisfying(
                        ApiException.class, error -> assertThat(error.getCode()).isEqualTo(code));
        assertThat(simulator.get("/control/sent").path("messages")).isEmpty();
    }

    @Test
    void a_body_has_1600_characters_at_most() {
        assertThatThrownBy(() -> send("x".repeat(1_601)))
                .isInstanceOfSatisfying(
                        ApiException.class, error -> assertThat(error.getCode()).isEqualTo(21617));
    }

    @Test
    void wrong_credentials_are_20003() {
        var stranger = TwilioClient.of(simulator.simulation().origin(), ACCOUNT, "wrong");

        assertThatThrownBy(() -> Message.creator(TO, FROM, "x").create(stranger))
                .isInstanceOfSatisfying(ApiException.class, error -> {
                    assertThat(error.getCode()).isEqualTo(20003);
                    assertThat(error.getStatusCode()).isEqualTo(401);
                });
    }

    @Test
    void somebody_who_stopped_sms_is_not_sent_any() {
        simulator.json(
                "POST",
                "/control/messages",
                "{\"from\":\"" + CUSTOMER + "\",\"to\":\"" + UTILITY + "\",\"channel\":\"sms\",\"text\":\"STOP\"}");

        assertThatThrownBy(() -> Message.creator(new PhoneNumber(CUSTOMER), new PhoneNumber(UTILITY), "x")
                        .create(twilio))
                .isInstanceOfSatisfying(
                        ApiException.class, error -> assertThat(error.getCode()).isEqualTo(21610));
    }

    @Test
    void a_sent_message_is_found_in_the_list_page_by_page() {
        simulator.write("hi");
        IntStream.range(0, 5).forEach(i -> send("number " + i));

        var found = Message.reader()
                .setTo(TO)
                .setDateSentAfter(ZonedDateTime.now().minusHours(1))
                .setPageSize(2L)
                .read(twilio);

        assertThat(StreamSupport.stream(found.spliterator(), false).map(Message::getBody))
                .containsExactly("number 4", "number 3", "number 2", "number 1", "number 0");
        assertThat(Message.reader().setTo("whatsapp:+27000000009").read(twilio)).isEmpty();
        assertThat(Message.reader()
                        .setTo(TO)
                        .setDateSentBefore(ZonedDateTime.now().minusHours(1))
                        .read(twilio))
                .isEmpty();
        assertThat(Message.reader()
                        .setTo(TO)
                        .setDateSentAfter(ZonedDateTime.now().plusHours(1))
                        .read(twilio))
                .isEmpty();
    }

    @Test
    void too_many_requests_happen_as_often_as_told() {
        simulator.mischief("{\"sendFault\":\"HTTP_429\",\"sendFaultsLeft\":1}");
        var request = sending("Body=hello").build(); // Twilio's client would try again by itself

        var first = simulator.send(request);
        var second = simulator.send(request);

        assertThat(first.statusCode()).isEqualTo(429);
        assertThat(new String(first.body(), UTF_8)).contains("20429");
        assertThat(second.statusCode()).isEqualTo(201);
    }

    @Test
    void a_message_may_be_accepted_although_the_answer_never_comes() throws InterruptedException {
        simulator.write("hi");
        simulator.mischief("{\"sendFault\":\"ACCEPT_THEN_TIMEOUT\",\"sendFaultsLeft\":1}");
        var request = sending("Body=lost&StatusCallback=" + CALLBACK)
                .timeout(Duration.ofSeconds(1))
                .build();

        assertThatThrownBy(() -> simulator.send(request)).hasCauseInstanceOf(HttpTimeoutException.class);

        assertThat(callbacks(3)).extracting(call -> call.get("MessageStatus")).contains("delivered");
        assertThat(Message.reader().setTo(TO).read(twilio))
                .extracting(Message::getBody)
                .containsExactly("lost");
    }

    private HttpRequest.Builder sending(String form) {
        return simulator
                .api("/2010-04-01/Accounts/" + ACCOUNT + "/Messages.json")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("To=whatsapp%3A%2B27831234567&From=whatsapp%3A%2B14155238886&" + form));
    }

    private Message send(String body) {
        return Message.creator(TO, FROM, body)
                .setStatusCallback(URI.create(CALLBACK))
                .create(twilio);
    }

    private List<Call> callbacks(int enough) throws InterruptedException {
        return simulator.utility().await(enough, call -> call.path().equals("/webhooks/twilio/status/out-1"));
    }
}
