package org.meterline.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meterline.stack.StackUnderTest.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main road, end to end over the real parts: a photo goes in, a reading and an answer come out, whatever else happens
 * meanwhile. One system serves all tests, in this order.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MainRoadIT {

    private static final int PHOTOS = 32;
    private static final int TEXTS = 48;
    private static final int MESSAGES_AND_STATUSES =
            200; // told apart: each message twice, and what became of each answer
    private static final int AT_ONCE = 8;
    private static final String PHOTO_TRACE = "7ace0000000000000000000000000001";
    private static final String TEXT_TRACE = "7ace0000000000000000000000000002";
    private static final Duration SETTLING_LIMIT = Duration.ofSeconds(150);

    @TempDir
    static Path folder;

    private static Collector collector;
    private static StackUnderTest stack;
    private static String untoldMessage;

    @BeforeAll
    static void up() throws Exception {
        collector = new Collector();
        stack = new StackUnderTest(folder, collector.url());
        untoldMessage = loseWebhook();
    }

    @AfterAll
    static void down() throws Exception {
        if (stack != null) {
            stack.close();
        }
        if (collector != null) {
            collector.close();
        }
    }

    @Test
    @Order(1)
    void every_part_is_ready_and_says_where_it_is() throws Exception {
        var said = stack.run("status");

        assertThat(said.exitCode()).as(said.text()).isZero();
        assertThat(said.text())
                .contains("rabbitmq", "postgres", "dynamodb", "sqs", "s3", "secrets")
                .contains("billing", "gateway", "simulator", "ingest-1", "ocr-1", "http://127.0.0.1:");
    }

    @Test
    @Order(2)
    void a_second_up_says_that_it_runs_and_where() throws Exception {
        var said = stack.run("up");

        assertThat(said.exitCode()).as(said.text()).isEqualTo(3);
        assertThat(said.text()).contains("running already", "http://127.0.0.1:");
    }

    @Test
    @Order(3)
    void a_good_drum_counter_is_read_stored_and_answered() throws Exception {
        var said = stack.run("send", stack.sample("drum-electricity.jpg").toString());

        assertThat(said.exitCode()).as(said.text()).isZero();
        assertThat(said.text()).contains("ACCEPTED", "4410982").containsPattern("index +4821\\.7");
    }

    @Test
    @Order(4)
    void a_good_lcd_is_read_stored_and_answered() throws Exception {
        var said = stack.run("send", stack.sample("lcd-electricity.jpg").toString());

        assertThat(said.exitCode()).as(said.text()).isZero();
        assertThat(said.text()).contains("ACCEPTED", "7730154").containsPattern("index +12345\\b");
    }

    @Test
    @Order(5)
    void an_unreadable_photo_is_answered_with_its_reason() throws Exception {
        var said = stack.run("send", stack.sample("blurred.jpg").toString());

        assertThat(said.exitCode()).as(said.text()).isEqualTo(12);
        assertThat(said.text()).contains("UNREADABLE", "BLUR");
    }

    @Test
    @Order(6)
    void a_real_photo_is_answered_with_whatever_the_reader_honestly_says() throws Exception {
        var said = stack.run("send", stack.sample("gas-real-01088.jpg").toString());

        assertThat(said.exitCode()).as(said.text()).isIn(0, 10, 11, 12);
        if (said.exitCode() == 0) {
            assertThat(said.text()).containsPattern("index +1088\\b");
        }
    }

    @Test
    @Order(7)
    void a_photo_and_a_text_are_one_trace_each_through_all_processes_and_it_says_nothing_personal() throws Exception {
        sendTraced("MM" + PHOTO_TRACE, Map.of("samples", List.of("drum-water.jpg")));
        sendTraced("SM" + TEXT_TRACE, Map.of("text", "what about my bill, says Nomvula"));

        var road = List.of(
                "ingest-lambda POST /webhooks/twilio/whatsapp < ",
                "ingest-lambda send meterline.events < POST /webhooks/twilio/whatsapp",
                "billing-service process billing.messages < send meterline.events",
                "ingest-lambda POST /webhooks/twilio/status/{outboundId} < send message",
                "ingest-lambda send meterline.events < POST /webhooks/twilio/status/{outboundId}",
                "billing-service process billing.deliveries < send meterline.events");
        awaitSteps(TEXT_TRACE, road);
        awaitSteps(
                TEXT_TRACE,
                List.of(
                        "billing-service answer < process billing.messages",
                        "billing-service send message < answer",
                        "billing-service settle outcome < answer"));
        awaitSteps(PHOTO_TRACE, road);
        awaitSteps(
                PHOTO_TRACE,
                List.of(
                        "ingest-lambda fetch media < POST /webhooks/twilio/whatsapp",
                        "ocr-lambda process photo < POST /webhooks/twilio/whatsapp",
                        "ocr-lambda send meterline.events < process photo",
                        "billing-service process billing.readings < send meterline.events",
                        "billing-service send message < process billing.readings",
                        "billing-service settle outcome < process billing.readings"));
        theJourneyIsToldUnderEveryName();
        assertThat(collector.bodies())
                .as("what the collector was told")
                .noneMatch(body ->
                        body.contains("27831110003") || body.contains("14155238886") || body.contains("Nomvula"));
    }

    @Test
    @Order(8)
    void two_hundred_webhooks_end_in_one_answer_and_one_outcome_each_though_parts_are_killed() throws Exception {
        var senders = plantCustomers();
        var before = stack.messageTable().size();

        deliver(senders);

        await(
                "two hundred messages and statuses",
                SETTLING_LIMIT,
                () -> stack.messageTable().size() - before >= MESSAGES_AND_STATUSES);
        await(
                "an outcome of every part of every message",
                SETTLING_LIMIT,
                () -> unsettled().isEmpty());
        await(
                "an answer to everybody; one whose sending was cut off is asked about a minute later",
                SETTLING_LIMIT,
                () -> answers(senders).values().stream().noneMatch(count -> count == 0));
        assertThat(answers(senders).entrySet().stream().filter(entry -> entry.getValue() != 1))
                .as("answers, by sender")
                .isEmpty();
        assertThat(stack.count("select count(*) from readings.verdict where photo_id like 'MMfeed%'"))
                .as("last words on photos")
                .isEqualTo(stack.count(
                        "select count(distinct photo_id) from readings.verdict where photo_id like 'MMfeed%'"));
        assertThat(stack.count("select count(*) from readings.reading where photo_id like 'MMfeed%'"))
                .as("readings")
                .isEqualTo(stack.count(
                        "select count(*) from readings.verdict where photo_id like 'MMfeed%' and verdict = 'ACCEPTED'"))
                .isPositive();
        await(
                "the outboxes empty",
                SETTLING_LIMIT,
                () -> stack.count("select count(*) from platform.outgoing_event")
                                + stack.count("select count(*) from platform.outgoing_outcome")
                        == 0);
    }

    @Test
    @Order(9)
    void a_message_whose_webhook_was_lost_is_found_at_twilio_and_answered_once() throws Exception {
        await("an answer to what no webhook told of", Duration.ofSeconds(120), () -> answersTo(untoldMessage) > 0);

        assertThat(answersTo(untoldMessage)).isOne();
        assertThat(stack.simulator("GET", "/messages/" + untoldMessage, "")
                        .path("webhook")
                        .path("errorCode")
                        .asInt())
                .as("nobody told it again")
                .isEqualTo(11200);
    }

    @Test
    @Order(10)
    void after_all_that_every_part_is_ready_again() throws Exception {
        await(
                "every part",
                Duration.ofSeconds(60),
                () -> stack.status().path("ready").asBoolean());
    }

    @Test
    @Order(11)
    void the_auditor_finds_nothing_wrong() throws Exception {
        var said = stack.run("audit", "--wait", "60");

        assertThat(said.exitCode()).as(said.text()).isZero();
        assertThat(said.text()).contains("0 violations in ");
    }

    @Test
    @Order(12)
    void replaying_all_that_was_done_changes_nothing() throws Exception {
        var before = everything();

        var said = stack.run("replay", "--to", Instant.now().toString(), "--rate", "1000");
        assertThat(said.exitCode()).as(said.text()).isZero();
        assertThat(said.text()).doesNotContain(" 0 replayed").doesNotContain("failed");
        var audit = stack.run("audit", "--wait", "75");

        assertThat(audit.exitCode()).as(audit.text()).isZero();
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    @Order(13)
    void a_photo_that_another_reader_read_is_read_again_when_it_is_replayed_and_both_results_are_kept()
            throws Exception {
        var photo = "MM" + PHOTO_TRACE;
        stack.pretendThatItWasReadBy("older-0", photo);
        var before = everything();
        var laterResults = "select count(*) from readings.later_result where photo_id = '" + photo + "'";

        for (var replays = 0; replays < 2; replays++) {
            var said = stack.run("replay", "--photos", "--id", photo);
            assertThat(said.exitCode()).as(said.text()).isZero();
            await("the second result", Duration.ofSeconds(60), () -> stack.count(laterResults) == 1);
        }
        var audit = stack.run("audit", "--wait", "60");

        assertThat(audit.exitCode()).as(audit.text()).isZero();
        assertThat(stack.count(laterResults)).isOne();
        assertThat(everything())
                .as("all but the inbox, which heard one event more")
                .containsAllEntriesOf(without("platform.inbox", before));
        assertThat(stack.run("trace", photo).text())
                .contains("version older-0", "read again: ", "kept beside, without effect: version ");
    }

    @Test
    @Order(14)
    void it_is_operated_as_a_deployment_on_aws_is() throws Exception {
        var onAws = stack.onAws();
        var id = "MM" + PHOTO_TRACE;

        var status = on(onAws, "status");
        assertThat(status.exitCode()).as(status.text()).isZero();
        assertThat(status.text())
                .containsPattern("messages not at rest +0")
                .containsPattern("messages to replay +0")
                .containsPattern("billing +UP")
                .doesNotContain("unknown");

        assertThat(on(onAws, "trace", "--json", id).text())
                .isEqualTo(stack.run("trace", "--json", id).text());

        var before = everything();
        var replay = on(onAws, "replay", "--id", id);
        assertThat(replay.exitCode()).as(replay.text()).isZero();
        assertThat(replay.text()).contains("1 messages found, 2 replayed");

        deadLettersAreDecidedAbout(onAws);

        var audit = on(onAws, "audit", "--wait", "60", "--skip", "personal-data");
        assertThat(audit.exitCode()).as(audit.text()).isZero();
        assertThat(audit.text()).contains("0 violations in ");
        assertThat(everything()).containsAllEntriesOf(without("deadletters.dead_letter", before));
        var whole = on(onAws, "audit");
        assertThat(whole.exitCode())
                .as("logs are out of reach: " + whole.text())
                .isEqualTo(2);
        assertThat(whole.text()).contains("CloudWatch");
    }

    private static void deadLettersAreDecidedAbout(OnAws onAws) throws Exception {
        onAws.publishNonsense("billing.deliveries");
        var died = deadLetter(onAws, "");
        var shown = on(onAws, "dead-letters", "show", died);
        assertThat(shown.exitCode()).as(shown.text()).isZero();
        assertThat(shown.text()).contains(died, "billing.deliveries", "WAITING").doesNotContain("no event of ours");

        var replayed = on(onAws, "dead-letters", "replay", died, "--reason", "once more");
        assertThat(replayed.exitCode()).as(replayed.text()).isZero();
        assertThat(replayed.text()).contains("REPLAYED", "once more");

        var diedAgain = deadLetter(onAws, died);
        var discarded = on(onAws, "dead-letters", "discard", diedAgain, "--reason", "nobody will miss it");
        assertThat(discarded.exitCode()).as(discarded.text()).isZero();
        assertThat(discarded.text()).contains("DISCARDED", "nobody will miss it");
        var tooLate = on(onAws, "dead-letters", "replay", diedAgain);
        assertThat(tooLate.exitCode()).as(tooLate.text()).isOne();
        assertThat(tooLate.text()).contains("409", "DISCARDED");
        assertThat(on(onAws, "dead-letters", "list").text()).doesNotContain(died, diedAgain);
    }

    /** The id of the only letter that waits; another one than before. */
    private static String deadLetter(OnAws onAws, String before) throws Exception {
        var found = new AtomicReference<>("");
        await("a dead letter", Duration.ofSeconds(60), () -> {
            var listed = on(onAws, "dead-letters", "list").text().lines().toList();
            if (listed.size() == 1 && !listed.getFirst().startsWith(before.isEmpty() ? "?" : before)) {
                found.set(listed.getFirst().substring(0, 36));
            }
            return !found.get().isEmpty();
        });
        return found.get();
    }

    private static Commands.Said on(OnAws onAws, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(arguments));
        command.addAll(List.of("--target", "aws", "--outputs", onAws.outputs()));
        return stack.run(onAws.environment(), command.toArray(String[]::new));
    }

    private static Map<String, Long> without(String table, Map<String, Long> digests) {
        var rest = new TreeMap<>(digests);
        rest.remove(table);
        return rest;
    }

    @Test
    @Order(15)
    void down_ends_it_with_all_that_it_started() throws Exception {
        var children = stack.process().descendants().toList();
        var said = stack.run("down");

        assertThat(said.exitCode()).as(said.text()).isZero();
        assertThat(stack.process().isAlive()).isFalse();
        assertThat(children).isNotEmpty().noneMatch(ProcessHandle::isAlive);
        assertThat(stack.run("status").exitCode()).isEqualTo(4);
    }

    private static void theJourneyIsToldUnderEveryName() throws Exception {
        var photoId = "MM" + PHOTO_TRACE;
        await(
                "the photo to come to rest",
                Duration.ofSeconds(60),
                () -> stack.run("trace", photoId).exitCode() == 0);
        var told = stack.run("trace", "--json", photoId).text();
        assertThat(told)
                .contains("\"traceId\":\"" + PHOTO_TRACE + "\"", "\"tenant\":\"cape\"", "\"atRest\":true")
                .contains("received", "told to the broker", "every file was stored", "the reader: READ", "outcome ")
                .contains("heard: PHOTO", "queued: photo.", "provider called", "provider has it as SM", "delivered")
                .doesNotContain("27831110003", "14155238886");
        var answer = Pattern.compile("answer ([0-9a-f-]{36}) queued").matcher(told);
        var asTaken = Pattern.compile("provider has it as (SM[0-9a-f]{32})").matcher(told);
        assertThat(answer.find() && asTaken.find()).as(told).isTrue();
        for (var name : List.of(PHOTO_TRACE, answer.group(1), asTaken.group(1))) {
            assertThat(stack.run("trace", "--json", name).text()).as(name).isEqualTo(told);
        }
        assertThat(stack.run("trace", "SM" + "0".repeat(32)).exitCode()).isOne();
    }

    private static void sendTraced(String messageSid, Map<String, Object> what) throws Exception {
        var message = new TreeMap<>(what);
        message.putAll(Map.of("from", "+27831110003", "to", "+14155238886", "messageSid", messageSid));
        stack.simulator("POST", "/messages", message);
    }

    /** Waits until a trace has some steps, each written as {@code service name < name of the step before}. */
    private static void awaitSteps(String traceId, List<String> wanted) throws Exception {
        await(
                "the steps " + wanted + " in trace " + traceId,
                Duration.ofSeconds(60),
                () -> steps(traceId).containsAll(wanted),
                () -> "there are " + steps(traceId));
    }

    private static List<String> steps(String traceId) {
        var spans = collector.trace(traceId);
        var names = spans.stream().collect(Collectors.toMap(Collector.Span::spanId, Collector.Span::name, (a, b) -> a));
        return spans.stream()
                .map(span -> span.service() + " " + span.name() + " < " + names.getOrDefault(span.parentId(), ""))
                .sorted()
                .toList();
    }

    /** What is known of customers, readings and answers, table by table, and what is on the customers' phones. */
    private static Map<String, Long> everything() throws Exception {
        var digests = new TreeMap<String, Long>();
        for (var table : List.of(
                "customers.contact",
                "conversation.inbound",
                "conversation.meter_question",
                "conversation.session",
                "deadletters.dead_letter",
                "messaging.delivery_event",
                "messaging.outbound",
                "platform.inbox",
                "readings.held_photo",
                "readings.reading",
                "readings.verdict",
                "review.doubt")) {
            digests.put(
                    table,
                    stack.count("select coalesce(sum(hashtextextended(each::text, 0) % 1000000007), 0) from " + table
                            + " each"));
        }
        digests.put("messages on phones", (long) stack.simulator("GET", "/messages?limit=1000", "")
                .path("messages")
                .size());
        return digests;
    }

    /** A stranger writes, and Twilio tells nobody. It takes a minute until that counts as lost; other tests fill it. */
    private static String loseWebhook() throws Exception {
        stack.simulator("POST", "/mischief", Map.of("lostWebhookPercent", 100));
        var sent = stack.simulator(
                "POST", "/messages", Map.of("from", "+27822009999", "to", "+14155238886", "text", "anybody there?"));
        stack.simulator("DELETE", "/mischief", "");
        return sent.path("messageSid").asText();
    }

    private static int answersTo(String messageSid) throws Exception {
        return stack.simulator("GET", "/messages/" + messageSid + "/answers", "")
                .path("answers")
                .size();
    }

    /** One customer per message, so that answers can be counted; each with a meter that the sample photos could show. */
    private static List<Sender> plantCustomers() throws Exception {
        var customers = new StringBuilder("account_number,name,locale,phone\n");
        var meters = new StringBuilder("serial,account_number,kind,digits,decimals\n");
        var readings = new StringBuilder("serial,index,taken_at\n");
        var senders = new ArrayList<Sender>();
        var languages = List.of("en-ZA", "af-ZA", "zu-ZA", "fr-FR", "es-ES", "pt-PT", "hi-IN");
        for (var i = 0; i < PHOTOS + TEXTS; i++) {
            var number = "+2782200%04d".formatted(i);
            senders.add(new Sender(number, i));
            if (i % 10 == 9) {
                continue; // a stranger, who will be asked for the account
            }
            customers.append("9%04d,Customer %d,%s,%s\n".formatted(i, i, languages.get(i % languages.size()), number));
            meters.append("M9%04d,9%04d,ELECTRICITY,5,1\n".formatted(i, i));
            readings.append("M9%04d,4600.0,2026-01-01T00:00:00Z\n".formatted(i));
        }
        stack.importCsv("customers", customers.toString());
        stack.importCsv("meters", meters.toString());
        stack.importCsv("readings", readings.toString());
        return senders;
    }

    /** Everything twice, some at once; after a third of it a lambda's worker and billing are killed. */
    private static void deliver(List<Sender> senders) throws Exception {
        var mixed = new ArrayList<>(senders);
        Collections.shuffle(mixed, new Random(7));
        var deliveries = new ArrayList<Future<JsonNode>>();
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (var sender : mixed) {
                deliveries.add(threads.submit(() -> {
                    var unused = stack.simulator("POST", "/messages", sender.message());
                    return stack.simulator("POST", "/messages/" + sender.messageId() + "/deliver", Map.of());
                }));
            }
            deliveries.get(deliveries.size() / 3).get();
            assertThat(stack.order("ingest-1", "kill")).isTrue();
            assertThat(stack.order("billing", "kill")).isTrue();
        }
        var failed = 0;
        for (var delivery : deliveries) {
            failed += delivery.get().path("webhook").path("httpStatus").asInt() == 200 ? 0 : 1;
        }
        assertThat(failed)
                .as("webhooks that failed: what the killed worker had in hand")
                .isLessThanOrEqualTo(1);
    }

    private static Map<String, Integer> answers(List<Sender> senders) throws Exception {
        var counts = new TreeMap<String, Integer>();
        for (var sender : senders) {
            var messages = stack.simulator(
                            "GET", "/conversations/" + sender.number().substring(1), "")
                    .path("messages");
            var answers = 0;
            for (var message : messages) {
                answers += message.path("direction").asText().equalsIgnoreCase("inbound") ? 0 : 1;
            }
            counts.put(sender.number(), answers);
        }
        return counts;
    }

    private static List<String> unsettled() throws Exception {
        return stack.messageTable().stream()
                .filter(item -> item.has("unsettled"))
                .map(item -> item.path("messageId").path("S").asText())
                .toList();
    }

    /** Somebody who sends one message. */
    private record Sender(String number, int index) {

        String messageId() {
            return (isPhoto() ? "MMfeed" : "SMfeed") + "%028x".formatted(index);
        }

        boolean isPhoto() {
            return index < PHOTOS;
        }

        Map<String, Object> message() throws Exception {
            if (!isPhoto()) {
                var texts = List.of("help", "status", "hello there", "what is my bill");
                return Map.of(
                        "from", number, "to", "+14155238886", "messageSid", messageId(), "text", texts.get(index % 4));
            }
            var media = Map.of(
                    "contentType", "image/jpeg", "base64", Base64.getEncoder().encodeToString(photo()));
            return Map.of("from", number, "to", "+14155238886", "messageSid", messageId(), "media", List.of(media));
        }

        private byte[] photo() throws Exception {
            var drum = Files.readAllBytes(stack.sample("drum-electricity.jpg"));
            return switch (index % 4) {
                case 0 -> withoutSerialNumber(drum);
                case 1 -> drum; // whose serial number is that of somebody else's meter
                case 2 -> Files.readAllBytes(stack.sample("blurred.jpg"));
                default -> broken(drum, index);
            };
        }

        private static byte[] withoutSerialNumber(byte[] drum) throws Exception {
            var picture = ImageIO.read(new ByteArrayInputStream(drum));
            var cut = new ByteArrayOutputStream();
            ImageIO.write(picture.getSubimage(0, 0, picture.getWidth(), 640), "jpeg", cut);
            return cut.toByteArray();
        }

        /** Half a picture, noise after a picture's first bytes, or no picture at all. */
        private static byte[] broken(byte[] picture, int seed) {
            var random = new Random(seed);
            var noise = new byte[4_000];
            random.nextBytes(noise);
            return switch (seed % 3) {
                case 0 -> Arrays.copyOf(picture, picture.length / 2);
                case 1 -> {
                    System.arraycopy(picture, 0, noise, 0, 600);
                    yield noise;
                }
                default -> noise;
            };
        }
    }
}
