package org.meterline.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meterline.conversation.Talk.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.meterline.contracts.Candidate;
import org.meterline.contracts.Channel;
import org.meterline.contracts.MessageReceived;
import org.meterline.contracts.PartKind;
import org.meterline.contracts.ReadingCaptured;
import org.meterline.contracts.ReadingUnreadable;
import org.meterline.contracts.UnreadableReason;
import org.meterline.conversation.Talk.Person;
import org.meterline.engines.junit.PostgresExtension;
import org.meterline.messaging.OutboundStatus;
import org.meterline.platform.MessageText;

/** Talks with customers, from the event to what the provider got. */
class ConversationIT {

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Talk talk;

    @BeforeAll
    static void start() {
        talk = new Talk(postgres);
    }

    @AfterAll
    static void stop() {
        talk.close();
    }

    @Test
    void two_hundred_messages_of_twenty_people_are_answered_once_each_and_in_order() throws Exception {
        var utility = talk.newUtility();
        var people = new ArrayList<Person>();
        var messages = new ArrayList<MessageReceived>();
        for (var number = 0; number < 20; number++) {
            people.add(utility.stranger());
        }
        var at = Instant.now();
        for (var number = 0; number < 200; number++) {
            messages.add(talk.text(people.get(number % 20), "is number " + number + " right?", at.plusMillis(number)));
        }

        talk.hearAtOnce(messages, 2);

        await("all are answered", () -> done(utility) == 200);
        for (var person : people) {
            var inOrder = messages.stream()
                    .filter(message -> message.contact().equals(person.names()))
                    .map(MessageReceived::messageId)
                    .toList();
            assertThat(utility.texts("""
                            select message_id from conversation.inbound where contact::jsonb -> 0 ->> 'value' = ?
                            order by done_at
                            """, person.phone())).isEqualTo(inOrder);
        }
        for (var message : messages) {
            assertThat(utility.answersTo(message.messageId())).hasSize(1);
            assertThat(utility.outcomesOf(message.messageId())).containsExactly("ANSWERED");
        }
    }

    @Test
    void a_text_is_answered_in_the_language_that_was_chosen() {
        var person = talk.newUtility().customer("ACC-1", "SER-0001");

        assertThat(talk.reply(person, "hello")).startsWith("Hello from Test utility");
        assertThat(talk.reply(person, "3")).contains("2 Afrikaans").contains("7 हिन्दी");
        assertThat(talk.reply(person, "2")).isEqualTo("Ek sal van nou af in Afrikaans aan jou skryf.");
        assertThat(talk.reply(person, "hallo")).startsWith("Hallo van Test utility");
    }

    @Test
    void a_typed_number_is_a_reading_and_the_status_shows_it() {
        var person = talk.newUtility().customer("ACC-1", "SER-0001");
        photo(person, "00100.0");

        var typed = talk.say(person, "reading १२३.५");
        assertThat(talk.answerTo(person, typed).text())
                .isEqualTo("Thank you! I have noted 00123.5 kWh for meter SER-0001. "
                        + "That is 23.5 kWh since your last reading.");
        await("its outcome", () -> person.utility().outcomesOf(typed).equals(List.of("RECORDED")));

        assertThat(talk.reply(person, "status")).contains("Meter SER-0001 (electricity): 00123.5 kWh on ");
    }

    @Test
    void a_number_that_may_be_of_two_meters_waits_for_the_answer_which() {
        var person = talk.newUtility().customer("ACC-1", "SER-0001", "SER-0002");

        var photo = photo(person, "00100.0");
        assertThat(talk.answerTo(person, photo).text())
                .contains("1 electricity, meter SER-0001", "2 electricity, meter SER-0002");

        assertThat(talk.reply(person, "7")).contains("from 1 to 2");
        talk.say(person, "2");
        await("the photo is judged", () -> person.utility().answersTo(photo).size() == 2);
        assertThat(person.utility().answersTo(photo).getLast().text()).contains("00100.0 kWh on meter SER-0002");
    }

    @Test
    void a_stranger_proves_the_account_and_the_photo_is_taken_up() {
        var utility = talk.newUtility();
        utility.account("ACC-77", "E-1234567");
        var person = utility.stranger();

        var photo = photo(person, "00100.0");
        assertThat(talk.answerTo(person, photo).text()).contains("account number");
        assertThat(talk.reply(person, "ACC-77")).contains("last 4 characters");
        assertThat(talk.reply(person, "9999")).contains("do not fit together");
        assertThat(talk.reply(person, "ACC-77")).contains("last 4 characters");
        assertThat(talk.reply(person, "4567")).contains("account ACC-77");

        await("the photo is taken up", () -> utility.answersTo(photo).size() == 2);
        assertThat(utility.answersTo(photo).getLast().text()).contains("00100.0 kWh on meter E-1234567");
    }

    @Test
    void stop_is_confirmed_and_then_nothing_is_sent_until_start() {
        var person = talk.newUtility().customer("ACC-1", "SER-0001");

        var stop = talk.say(person, "STOP");
        assertThat(talk.answerTo(person, stop).text()).contains("not get any more messages from Test utility");
        await("the confirmation is sent", () -> status(person, stop) == OutboundStatus.SENT);
        var hello = talk.say(person, "hello");
        talk.answerTo(person, hello);
        await("nothing is sent", () -> status(person, hello) == OutboundStatus.UNDELIVERABLE);

        var start = talk.say(person, "yes");
        await("we are welcome again", () -> talk.answerTo(person, start).text().startsWith("Welcome back"));
        await("that is sent", () -> status(person, start) == OutboundStatus.SENT);
        assertThat(person.utility().texts("select given || ':' || wording from messaging.consent order by id"))
                .containsExactly("false:stop", "true:yes");
    }

    @Test
    void an_opt_out_that_the_provider_handled_is_kept_and_not_answered_again() {
        var person = talk.newUtility().customer("ACC-1", "SER-0001");
        var messageId = Talk.newMessageId();
        talk.bean(PretendTexts.class).say(messageId, new MessageText("STOP", null, "STOP"));

        talk.hear(talk.message(person, messageId, PartKind.OPT_OUT, null, Instant.now()));

        await("its outcome", () -> person.utility().outcomesOf(messageId).equals(List.of("APPLIED")));
        assertThat(person.utility().answersTo(messageId)).isEmpty();
        assertThat(person.utility().texts("select address from messaging.suppression"))
                .hasSize(1);
    }

    @Test
    void a_message_that_fails_holds_its_contact_for_a_while_and_then_makes_room() {
        var person = talk.newUtility().customer("ACC-1", "SER-0001");
        var broken = talk.text(person, "hello", Instant.now());
        talk.bean(PretendTexts.class).failFor(broken.messageId());
        talk.hear(broken);
        var next = talk.text(person, "hello", Instant.now().plusMillis(1));
        talk.hear(next);

        assertThat(talk.answerTo(person, next.messageId()).text()).startsWith("Hello");
        assertThat(talk.answerTo(person, broken.messageId()).text()).contains("something went wrong on our side");
        assertThat(person.utility().outcomesOf(broken.messageId())).containsExactly("FAILED");
        assertThat(person.utility().texts("select status from conversation.inbound order by received_at"))
                .containsExactly("DEAD", "DONE");
    }

    @Test
    void a_row_that_cannot_be_read_makes_room_like_any_that_fails() {
        var utility = talk.newUtility();
        var person = utility.customer("ACC-1", "SER-0001");
        var poison = talk.text(person, "hello", Instant.now());
        talk.bean(PretendTexts.class).failFor(poison.messageId());
        talk.hear(poison);
        utility.update("update conversation.inbound set contact = '{' where message_id = ?", poison.messageId());
        var next = talk.text(person, "hello", Instant.now().plusMillis(1));
        talk.hear(next);

        assertThat(talk.reply(utility.customer("ACC-2", "SER-0002"), "hello"))
                .as("a neighbour's answer")
                .startsWith("Hello");
        assertThat(talk.answerTo(person, next.messageId()).text()).startsWith("Hello");
        assertThat(utility.outcomesOf(poison.messageId())).containsExactly("FAILED");
        assertThat(utility.texts("select status from conversation.inbound order by received_at limit 2"))
                .containsExactly("DEAD", "DONE");
    }

    @Test
    void files_and_places_are_answered_by_kind() {
        var person = talk.newUtility().customer("ACC-1", "SER-0001");

        assertThat(answer(person, PartKind.UNSUPPORTED_MEDIA, "unread/2026/11/x.mp4"))
                .contains("videos");
        assertThat(answer(person, PartKind.UNSUPPORTED_MEDIA, "unread/2026/11/x.heic"))
                .contains("JPEG");
        assertThat(answer(person, PartKind.LOST_MEDIA, null)).contains("send it again");
        assertThat(answer(person, PartKind.LOCATION, null)).contains("map");

        var other = Talk.newMessageId();
        talk.hear(talk.message(person, other, PartKind.OTHER, null, Instant.now()));
        await("its outcome", () -> person.utility().outcomesOf(other).equals(List.of("IGNORED")));
        assertThat(person.utility().answersTo(other)).isEmpty();
    }

    @Test
    void an_unreadable_photo_is_answered_with_what_to_do_once_however_often_it_is_told() {
        var person = talk.newUtility().customer("ACC-1", "SER-0001");
        var photo = Talk.newMessageId();
        var unreadable = new ReadingUnreadable(
                photo,
                null,
                "meters/2026/11/" + photo + ".jpg",
                Instant.now(),
                photo,
                Channel.WHATSAPP,
                person.utility().receivingNumber,
                person.names(),
                UnreadableReason.GLARE,
                "test-1");

        talk.hear(unreadable);
        talk.hear(unreadable);

        assertThat(person.utility().answersTo(photo))
                .singleElement()
                .satisfies(answer -> assertThat(answer.text()).contains("flash off"));
        await("it is sent", () -> status(person, photo) == OutboundStatus.SENT);
    }

    @Test
    void the_history_shows_both_sides_page_by_page_to_those_with_a_key() throws Exception {
        var person = talk.newUtility().customer("ACC-1", "SER-0001");
        var said = talk.say(person, "hello");
        var answer = talk.answerTo(person, said);
        await("the answer is sent", () -> status(person, said) == OutboundStatus.SENT);
        talk.hear(talk.delivery(person.utility().message(answer.id()), "read", null));

        var all = JSON.readTree(talk.get(person.utility(), "/api/messages?messageId=" + said, true)
                .body());
        assertThat(all.at("/messages")).hasSize(2);
        assertThat(all.at("/messages/0/direction").asText()).isEqualTo("OUT");
        assertThat(all.at("/messages/0/status").asText()).isEqualTo("READ");
        assertThat(all.at("/messages/0/deliveries/0/status").asText()).isEqualTo("read");
        assertThat(all.at("/messages/1/text").asText()).isEqualTo("hello");
        assertThat(all.at("/messages/1/outcome").asText()).isEqualTo("ANSWERED");
        assertThat(all.at("/nextCursor").isNull()).isTrue();

        var first = JSON.readTree(
                talk.get(person.utility(), "/api/messages?limit=1", true).body());
        var next = "/api/messages?limit=1&cursor=" + first.at("/nextCursor").asText();
        var second = JSON.readTree(talk.get(person.utility(), next, true).body());
        assertThat(second.at("/messages/0/id").asText()).isEqualTo(said);
        assertThat(second.at("/nextCursor").isNull()).isTrue();

        var one = talk.get(person.utility(), "/api/messages/" + answer.id(), true);
        assertThat(JSON.readTree(one.body()).at("/text").asText()).isEqualTo(answer.text());
        assertThat(talk.get(person.utility(), "/api/messages/" + Talk.newMessageId(), true)
                        .statusCode())
                .isEqualTo(404);
        assertThat(talk.get(person.utility(), "/api/messages?cursor=x", true).statusCode())
                .isEqualTo(400);
        assertThat(talk.get(person.utility(), "/api/messages", false).statusCode())
                .isEqualTo(401);
        assertThat(talk.get(talk.newUtility(), "/api/messages/" + answer.id(), true)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_message_to_a_number_that_nobody_owns_is_settled() {
        var person = new Person(talk.newUtility(), "+27839999999");
        var message = talk.text(person, "hello", Instant.now());
        talk.hear(new MessageReceived(
                message.messageId(),
                null,
                message.receivedAt(),
                message.channel(),
                "+19990001111",
                message.contact(),
                message.accountSid(),
                message.parts()));

        assertThat(person.utility().answersTo(message.messageId())).isEmpty();
    }

    @Test
    void nothing_personal_is_logged() {
        var person = talk.newUtility().customer("ACC-4711", "SER-0001");
        talk.reply(person, "my very own words");
        var broken = talk.text(person, "more of my words", Instant.now());
        talk.bean(PretendTexts.class).failFor(broken.messageId());
        talk.hear(broken);
        talk.answerTo(person, broken.messageId());

        assertThat(talk.logged())
                .contains(broken.messageId())
                .doesNotContain(person.phone().substring(1))
                .doesNotContain("ACC-4711")
                .doesNotContain("my very own words")
                .doesNotContain("more of my words");
    }

    private static int done(Talk.Utility utility) {
        return utility.texts("select 1 from conversation.inbound where status = 'DONE'")
                .size();
    }

    private static OutboundStatus status(Person person, String messageId) {
        return person.utility().answersTo(messageId).getFirst().status();
    }

    private static String answer(Person person, PartKind kind, String key) {
        var messageId = Talk.newMessageId();
        talk.hear(talk.message(person, messageId, kind, key, Instant.now()));
        return talk.answerTo(person, messageId).text();
    }

    private static String photo(Person person, String dial) {
        var messageId = Talk.newMessageId();
        var candidate = new Candidate(dial, new BigDecimal("0.99"), List.of());
        talk.hear(new ReadingCaptured(
                messageId,
                null,
                null,
                dial,
                "meters/2026/11/" + messageId + ".jpg",
                candidate.confidence(),
                Instant.now(),
                messageId,
                Channel.WHATSAPP,
                person.utility().receivingNumber,
                person.names(),
                List.of(candidate),
                java.util.UUID.randomUUID().toString().replace("-", "").repeat(2),
                null,
                null,
                List.of(),
                "test-1"));
        return messageId;
    }
}
