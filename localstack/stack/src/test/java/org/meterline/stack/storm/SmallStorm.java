package org.meterline.stack.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The storm's customers before another system than its own: some are the demo's, the others nobody knows. */
public final class SmallStorm {

    private static final int STRANGERS = 30;
    private static final int WEBHOOKS_A_SECOND = 5; // LocalStack starts a lambda for each that comes at once
    private static final Duration SENDING_LIMIT = Duration.ofMinutes(5);
    private static final List<String> KNOWN =
            List.of("+447700900123", "+27821110002", "+27831110003", "+221771110004", "+34611110005", "+258841110006");

    private final String chat;
    private final String door;
    private final Path samples;

    /** What goes wrong half-way. */
    @FunctionalInterface
    public interface Fault {
        void happen() throws Exception;
    }

    public SmallStorm(URI chat, URI door, Path samples) {
        this.chat = chat.toString();
        this.door = door.toString();
        this.samples = samples;
    }

    /** Sends so many messages, with their repetitions, and lets a fault happen when half of them are under way. */
    public void rage(int messages, Fault fault) throws Exception {
        var webhooks = (int) Math.ceil(messages * Kind.webhooksEach());
        var settings = new StormSettings(webhooks, 1, 7, WEBHOOKS_A_SECOND, Path.of("."), null);
        var happenings = new Timetable(settings, customers()).all();
        assertThat(happenings).hasSizeGreaterThanOrEqualTo(messages);
        try (var outside = new Outside(chat, door, new PhotoBooth(samples), settings.seed())) {
            var load = new Load(outside);
            var half = happenings.size() / 2;
            var first = Thread.ofVirtual().start(() -> run(load, happenings.subList(0, half)));
            first.join();
            fault.happen();
            var begin = happenings.get(half).at();
            run(
                    load,
                    happenings.subList(half, happenings.size()).stream()
                            .map(late -> new Timetable.Happening(
                                    late.index(), late.at().minus(begin), late.kind(), late.customer(), late.seed()))
                            .toList());
            assertThat(load.await(SENDING_LIMIT)).as("all was sent").isTrue();
            assertThat(load.progress().broken())
                    .as("messages that the simulator did not take")
                    .isZero();
            assertThat(outside.forgeries().letIn())
                    .as("forged webhooks that were let in")
                    .isZero();
        }
    }

    private static void run(Load load, List<Timetable.Happening> happenings) {
        try {
            load.run(happenings);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<Customer> customers() {
        var customers = new ArrayList<Customer>();
        KNOWN.forEach(
                number -> customers.add(new Customer(number, "cape", "+14155238886", "whatsapp", "known", "en-ZA")));
        for (var i = 0; i < STRANGERS; i++) {
            customers.add(
                    new Customer("+4477009003%02d".formatted(i), "cape", "+14155238886", "whatsapp", "", "en-ZA"));
        }
        return customers;
    }
}
