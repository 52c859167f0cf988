package org.meterline.stack.storm.line;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LineTest {

    private static final String REQUEST =
            "POST / HTTP/1.1\r\nHost: table\r\nContent-Length: 4\r\nConnection: keep-alive\r\n\r\nbody";

    private ServerSocket echo;
    private Line line;

    @BeforeEach
    void connect() throws IOException {
        echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
        line = new Line("billing", "postgres", echo.getLocalPort());
    }

    @AfterEach
    void disconnect() throws IOException {
        line.close();
        echo.close();
    }

    @Test
    void a_good_line_passes_everything_and_the_goodbye() throws IOException {
        try (var caller = call()) {
            assertThat(said(caller, "hello")).isEqualTo("hello");
            caller.shutdownOutput();
            assertThat(caller.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void a_cut_ends_the_connections_of_now_and_not_the_next() throws IOException {
        try (var caller = call();
                var next = new Socket()) {
            assertThat(said(caller, "hello")).isEqualTo("hello");

            line.cut();

            assertThatThrownBy(() -> said(caller, "again")).isInstanceOf(IOException.class);
            next.connect(address());
            assertThat(said(next, "hello")).isEqualTo("hello");
            assertThat(line.disturbed()).as("one connection was cut").isOne();
        }
    }

    @Test
    void a_fault_on_a_line_that_nobody_uses_disturbs_nobody() {
        line.cut();
        line.silence();
        line.heal();

        assertThat(line.disturbed()).isZero();
    }

    @Test
    void what_a_silent_line_holds_back_arrives_when_it_heals() throws IOException {
        try (var caller = call()) {
            assertThat(said(caller, "hello")).isEqualTo("hello");
            line.silence();
            caller.getOutputStream().write("late".getBytes(ISO_8859_1));
            caller.setSoTimeout(200);
            assertThatThrownBy(() -> caller.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            line.heal();

            caller.setSoTimeout(10_000);
            assertThat(heard(caller, 4)).isEqualTo("late");
            assertThat(line.disturbed()).isPositive();
        }
    }

    @Test
    void a_cloud_that_refuses_everything_answers_as_the_service_does_and_nothing_passes() throws IOException {
        var refusals = Refusals.tableThrottled(100, 1);
        line.refuse(refusals);

        assertThat(answer())
                .startsWith("HTTP/1.1 400 ")
                .contains("\"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException\"");
        assertThat(refusals.given()).isOne();
    }

    @Test
    void each_cloud_service_breaks_in_its_own_language() throws IOException {
        line.refuse(Refusals.bucketBroken(100, 1));
        assertThat(answer()).startsWith("HTTP/1.1 500 ").contains("<Code>InternalError</Code>");

        line.refuse(Refusals.internalError(100, 1));
        assertThat(answer()).startsWith("HTTP/1.1 500 ").contains("\"__type\":\"InternalServerError\"");
    }

    private String answer() throws IOException {
        try (var caller = call()) {
            caller.getOutputStream().write(REQUEST.getBytes(ISO_8859_1));
            return new String(caller.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    private Socket call() throws IOException {
        var caller = new Socket();
        caller.setSoTimeout(10_000);
        caller.connect(address());
        return caller;
    }

    private InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), line.port());
    }

    private static String said(Socket caller, String words) throws IOException {
        caller.getOutputStream().write(words.getBytes(ISO_8859_1));
        return heard(caller, words.length());
    }

    private static String heard(Socket caller, int bytes) throws IOException {
        var heard = caller.getInputStream().readNBytes(bytes);
        if (heard.length < bytes) {
            throw new IOException("the line has ended");
        }
        return new String(heard, ISO_8859_1);
    }

    private void serve() {
        while (!echo.isClosed()) {
            try {
                var caller = echo.accept();
                Thread.ofVirtual().start(() -> answer(caller));
            } catch (IOException over) {
                return;
            }
        }
    }

    private static void answer(Socket caller) {
        try (caller) {
            caller.getInputStream().transferTo(caller.getOutputStream());
        } catch (IOException reset) {
            return; // which is what some tests are about
        }
    }
}
