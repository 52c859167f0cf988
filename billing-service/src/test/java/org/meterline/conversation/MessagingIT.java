package org.meterline.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meterline.conversation.Talk.await;

import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.meterline.contracts.Channel;
import org.meterline.contracts.DeliveryReported;
import org.meterline.conversation.Talk.Person;
import org.meterline.engines.junit.PostgresExtension;
import org.meterline.messaging.Address;
import org.meterline.messaging.NewMessage;
import org.meterline.messaging.OutboundId;
import org.meterline.messaging.OutboundStatus;
import org.meterline.messaging.Priority;
import org.meterline.messaging.Recipients;
import org.meterline.messaging.SendMessage;
import org.meterline.messaging.adapter.SecondSender;
import org.meterline.messaging.adapter.TwilioServer.Fault;
import org.meterline.messaging.adapter.TwilioServer.Sent;

/** Sending over a real queue, with a provider that fails as it is told to. */
class MessagingIT {

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    private static Talk talk;

    @BeforeAll
    static void start() {
        talk = new Talk(postgres);
    }

    @AfterAll
    static void stop() {
        talk.close();
    }

    @AfterEach
    void heal() {
        talk.twilio.failAlways(null);
    }

    @Test
    void a_message_is_said_once_per_key_and_only_if_the_transaction_commits() {
        var person = talk.newUtility().stranger();
        wrote(person, Instant.now());

        var first = send(person, "key", "Once");
        var second = person.utility().in(() -> talk.bean(SendMessage.class).send(message(person, "key", "Once")));

        assertThat(second).isEqualTo(new SendMessage.Outcome.SaidBefore());
        await("it is sent", () -> status(person, first) == OutboundStatus.SENT);
        assertThat(to(person))
                .singleElement()
                .satisfies(sent -> assertThat(sent.form().get("StatusCallback"))
                        .contains("/webhooks/twilio/status/" + first + "_00-"));
    }

    @Test
    void messages_to_one_person_arrive_in_order() {
        var person = talk.newUtility().stranger();
        wrote(person, Instant.now());

        for (var number = 1; number <= 5; number++) {
            send(person, "order" + number, "Number " + number);
        }

        await("all are sent", () -> to(person).size() == 5);
        assertThat(to(person).stream().map(Sent::body))
                .containsExactly("Number 1", "Number 2", "Number 3", "Number 4", "Number 5");
    }

    @Test
    void two_senders_share_the_queue_and_nothing_is_sent_twice() {
        var utility = talk.newUtility();
        var people = Stream.generate(utility::stranger).limit(12).toList();
        people.forEach(person -> wrote(person, Instant.now()));

        var second = new SecondSender(talk);
        try {
            for (var number = 1; number <= 5; number++) {
                for (var person : people) {
                    send(person, "shared" + number, "Number " + number);
                }
            }
            await(
                    "all are sent",
                    () -> people.stream().allMatch(person -> to(person).size() >= 5));
        } finally {
            second.close();
        }

        assertThat(people)
                .allSatisfy(person -> assertThat(to(person).stream().map(Sent::body))
                        .containsExactly("Number 1", "Number 2", "Number 3", "Number 4", "Number 5"));
    }

    @Test
    void callbacks_in_any_order_never_move_a_status_backwards_and_all_are_kept() {
        var person = talk.newUtility().stranger();
        wrote(person, Instant.now());
        var id = send(person, "callbacks", "Hello");
        await("it is sent", () -> status(person, id) == OutboundStatus.SENT);
        var message = person.utility().message(id);

        for (var word : List.of("read", "sent", "delivered", "sent")) {
            talk.hear(talk.delivery(message, word, null));
        }

        var after = person.utility().message(id);
        assertThat(after.status()).isEqualTo(OutboundStatus.READ);
        assertThat(after.events().stream().map(event -> event.status())).containsExactly("read", "sent", "delivered");
    }

    @Test
    void a_status_of_a_message_that_is_not_ours_is_ignored() {
        var sid = Talk.newMessageId();
        talk.hear(new DeliveryReported(
                sid + "/sent",
                Instant.now(),
                sid,
                OutboundId.fresh().toString(),
                Channel.WHATSAPP,
                "sent",
                null,
                Talk.ACCOUNT));
    }

    @Test
    void a_lost_answer_is_found_at_the_provider_and_nothing_is_sent_twice() {
        var person = talk.newUtility().stranger();
        wrote(person, Instant.now());
        talk.twilio.failNext(new Fault(0, "", true));

        var id = send(person, "lost", "Once only");

        await("it is found", () -> status(person, id) == OutboundStatus.SENT);
        assertThat(to(person)).hasSize(1);
        assertThat(person.utility().message(id).attempts()).isEqualTo(1);
    }

    @Test
    void what_never_arrived_is_sent_again() {
        var person = talk.newUtility().stranger();
        wrote(person, Instant.now());
        talk.twilio.failNext(new Fault(500, "20500", false));

        var id = send(person, "again", "At last");

        await("it is sent", () -> status(person, id) == OutboundStatus.SENT);
        assertThat(to(person)).hasSize(1);
        assertThat(person.utility().message(id).attempts()).isEqualTo(2);
    }

    @Test
    void what_was_in_hand_when_an_instance_died_is_asked_about_and_then_sent() {
        var person = talk.newUtility().stranger();
        wrote(person, Instant.now());
        var id = OutboundId.fresh();
        var before = Instant.now().minus(Duration.ofMinutes(5));
        person.utility().update("""
                insert into messaging.outbound (id, dedup_key, address, channel, priority, purpose, locale, body, status,
                    attempts, created_at, due_at, claimed_at, called_at, updated_at)
                values (?, 'died', ?, 'WHATSAPP', 0, 'test', 'en', 'Not forgotten', 'SENDING', 1, ?, ?, ?, ?, ?)
                """, id.value(), person.phone(), before, before, before, before, before);

        await("it is sent", () -> status(person, id) == OutboundStatus.SENT);
        assertThat(to(person)).hasSize(1);
    }

    @Test
    void a_row_that_no_message_can_be_made_of_holds_up_nobody() {
        var person = talk.newUtility().stranger();
        wrote(person, Instant.now());
        var queued = unreadable(person, "QUEUED");
        var inHand = unreadable(person, "SENDING");

        var id = send(person, "neighbour", "Hello");

        await("its neighbour is sent", () -> status(person, id) == OutboundStatus.SENT);
        for (var row : List.of(queued, inHand)) {
            await(
                    "it is given up",
                    () -> "UNSENDABLE".equals(person.utility().message(row).note()));
        }
        assertThat(status(person, queued)).isEqualTo(OutboundStatus.UNDELIVERABLE);
        assertThat(status(person, inHand)).isEqualTo(OutboundStatus.FAILED);
        assertThat(talk.twilio.sent()).noneMatch(sent -> sent.body().equals("Poison"));
    }

    @Test
    void a_message_in_hand_that_its_tenant_cannot_send_any_more_is_given_up() {
        var person = talk.newUtility().stranger();
        var id = OutboundId.fresh();
        var then = Timestamp.from(Instant.now().minus(Duration.ofMinutes(5)));
        person.utility().update("""
                insert into messaging.outbound (id, dedup_key, address, channel, priority, purpose, locale, body, status,
                    attempts, created_at, due_at, claimed_at, called_at, updated_at)
                values (?, 'no sender', ?, 'SMS', 0, 'test', 'en', 'Poison', 'SENDING', 1, ?, ?, ?, ?, ?)
                """, id.value(), person.phone(), then, then, then, then, then);

        await("it is given up", () -> status(person, id) == OutboundStatus.FAILED);
        assertThat(person.utility().message(id).note()).isEqualTo("UNSENDABLE");
    }

    @Test
    void a_callback_may_come_before_our_own_note_that_it_was_sent() {
        var person = talk.newUtility().stranger();
        wrote(person, Instant.now());
        talk.twilio.failNext(new Fault(0, "", true));
        var id = send(person, "early", "Hello");
        await("the provider has it", () -> to(person).size() == 1);
        var sid = to(person).getFirst().sid();

        talk.hear(new DeliveryReported(
                sid + "/delivered",
                Instant.now(),
                sid,
                id.toString(),
                Channel.WHATSAPP,
                "delivered",
                null,
                Talk.ACCOUNT));

        assertThat(status(person, id)).isEqualTo(OutboundStatus.DELIVERED);
        assertThat(person.utility().message(id).providerMessageId()).isEqualTo(sid);
    }

    @Test
    void outside_the_window_a_template_goes_then_a_text_message_and_else_it_is_shown() {
        var content = "HX00000000000000000000000000000009";
        var yesterday = Instant.now().minus(Duration.ofHours(25));
        var withTemplate = talk.newUtility().stranger();
        wrote(withTemplate, yesterday);
        withTemplate
                .utility()
                .update("insert into messaging.template (name, locale, content_sid) values ('test', 'en', ?)", content);
        var withSms = talk.newTextingUtility().stranger();
        var withNothing = talk.newUtility().stranger();

        var approved = send(withTemplate, "window", "Hello");
        var texted = send(withSms, "window", "Hello");
        var stuck = send(withNothing, "window", "Hello");

        await("the template is sent", () -> status(withTemplate, approved) == OutboundStatus.SENT);
        assertThat(to(withTemplate).getFirst().form()).containsEntry("ContentSid", content);
        await("the text message is sent", () -> status(withSms, texted) == OutboundStatus.SENT);
        assertThat(withSms.utility().message(texted).channel()).isEqualTo(Channel.SMS);
        await("it is shown", () -> status(withNothing, stuck) == OutboundStatus.UNDELIVERABLE);
        assertThat(withNothing.utility().message(stuck).note()).isEqualTo("WINDOW_CLOSED");
    }

    @Test
    void who_cannot_be_reached_on_whatsapp_gets_a_text_message_once() {
        var person = talk.newTextingUtility().stranger();
        wrote(person, Instant.now());
        var id = send(person, "unreachable", "Hello");
        await("it is sent", () -> status(person, id) == OutboundStatus.SENT);

        talk.hear(talk.delivery(person.utility().message(id), "undelivered", "63024"));
        talk.hear(talk.delivery(person.utility().message(id), "failed", "63024"));

        await(
                "the text message is sent",
                () -> talk.twilio.sent().stream()
                                .filter(sent -> sent.to().equals(person.phone()))
                                .count()
                        == 1);
        assertThat(status(person, id)).isEqualTo(OutboundStatus.FAILED);
    }

    @Test
    void who_has_blocked_us_gets_nothing_more() {
        var person = talk.newUtility().stranger();
        wrote(person, Instant.now());
        talk.twilio.failNext(new Fault(400, "21610", false));
        var refused = send(person, "blocked", "Hello");
        await("it failed", () -> status(person, refused) == OutboundStatus.FAILED);

        var next = send(person, "after", "Hello again");

        await("it is not sent", () -> status(person, next) == OutboundStatus.UNDELIVERABLE);
        assertThat(person.utility().message(next).note()).isEqualTo("OPTED_OUT");
        assertThat(to(person)).isEmpty();
    }

    @Test
    void the_breaker_opens_after_five_failures_and_the_queue_drains_when_all_is_well() {
        var utility = talk.newUtility();
        talk.twilio.failAlways(new Fault(503, "20503", false));
        var callsBefore = talk.twilio.calls();
        var people = new ArrayList<Person>();
        var ids = new ArrayList<OutboundId>();
        for (var number = 0; number < 30; number++) {
            var person = utility.stranger();
            wrote(person, Instant.now());
            people.add(person);
            ids.add(send(person, "breaker", "Number " + number));
        }
        await("the breaker opens", () -> talk.logged().contains("CLOSED to OPEN"));
        assertThat(talk.twilio.calls() - callsBefore)
                .as("calls to a provider that is down")
                .isLessThan(30);

        talk.twilio.failAlways(null);

        for (var number = 0; number < 30; number++) {
            var person = people.get(number);
            var id = ids.get(number);
            await("message " + number + " is sent", () -> status(person, id) == OutboundStatus.SENT);
            assertThat(to(person)).hasSize(1);
        }
    }

    @Test
    void no_table_shows_a_row_without_its_tenant() throws SQLException {
        var person = talk.newUtility().stranger();
        wrote(person, Instant.now());
        var id = send(person, "rls", "Secret");
        await("it is sent", () -> status(person, id) == OutboundStatus.SENT);
        var other = talk.newUtility();

        try (var connection = talk.asService();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select table_schema || '.' || table_name from information_schema.tables
                        where table_schema in ('messaging', 'conversation')
                        """)) {
            var tables = new ArrayList<String>();
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
            assertThat(tables).hasSizeGreaterThan(8);
            for (var table : tables) {
                assertThat(count(table)).as(table).isZero();
                assertThat(other.texts("select 1 from " + table)).as(table).isEmpty();
            }
        }
        assertThat(person.utility().texts("select 1 from messaging.outbound")).isNotEmpty();
    }

    @Test
    void nothing_personal_is_logged() {
        var person = talk.newUtility().stranger();
        wrote(person, Instant.now());
        talk.twilio.failNext(new Fault(400, "63013", false));
        var id = send(person, "private", "the secret words");
        await("it failed", () -> status(person, id) == OutboundStatus.FAILED);

        assertThat(talk.logged())
                .contains(id.toString())
                .doesNotContain(person.phone().substring(1))
                .doesNotContain("the secret words");
    }

    private static long count(String table) throws SQLException {
        try (var connection = talk.asService();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** A row without an address, as no version of ours writes it. */
    private static OutboundId unreadable(Person person, String status) {
        var id = OutboundId.fresh();
        var then = Timestamp.from(Instant.now().minus(Duration.ofMinutes(5)));
        person.utility().update("""
                insert into messaging.outbound (id, dedup_key, address, channel, priority, purpose, locale, body, status,
                    attempts, created_at, due_at, claimed_at, called_at, updated_at)
                values (?, ?, ' ', 'WHATSAPP', 0, 'test', 'en', 'Poison', ?, 1, ?, ?, ?, ?, ?)
                """, id.value(), "poison " + status, status, then, then, then, then, then);
        return id;
    }

    private static void wrote(Person person, Instant at) {
        person.utility().in(() -> {
            talk.bean(Recipients.class).wrote(Channel.WHATSAPP, person.names(), at);
            return true;
        });
    }

    private static OutboundId send(Person person, String key, String text) {
        var outcome = person.utility()
                .in(() -> talk.bean(SendMessage.class).send(message(person, key + person.phone(), text)));
        return ((SendMessage.Outcome.Queued) outcome).id();
    }

    private static NewMessage message(Person person, String key, String text) {
        return new NewMessage(
                key.endsWith(person.phone()) ? key : key + person.phone(),
                null,
                new Address(person.phone()),
                Channel.WHATSAPP,
                Priority.TRANSACTIONAL,
                "test",
                Locale.ENGLISH,
                text,
                new NewMessage.Template("test", List.of("one")),
                false,
                null,
                null);
    }

    private static OutboundStatus status(Person person, OutboundId id) {
        return person.utility().message(id).status();
    }

    private static List<Sent> to(Person person) {
        return talk.twilio.sent().stream()
                .filter(sent -> sent.to().equals("whatsapp:" + person.phone()))
                .toList();
    }
}
