package org.meterline.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meterline.conversation.Talk.await;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.meterline.contracts.MessageReceived;
import org.meterline.conversation.Talk.Person;
import org.meterline.conversation.Talk.Utility;
import org.meterline.engines.hostile.HostileTexts;
import org.meterline.engines.junit.PostgresExtension;

/** What nobody should write: each text is answered once, nothing of it is repeated or logged, and the next one is understood. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileTextsIT {

    private static final int PEOPLE = 10;

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

    @Test
    void customers_get_an_answer_to_every_one() throws Exception {
        var utility = talk.newUtility();
        var people = new ArrayList<Person>();
        for (var number = 0; number < PEOPLE; number++) {
            people.add(utility.customer("ACC-" + number, "SER-000" + number));
        }

        allAreAnswered(utility, people);

        assertThat(utility.texts("select id::text from readings.reading")).isEmpty();
        assertThat(talk.reply(people.getFirst(), "status")).contains("SER-0000");
    }

    @Test
    void strangers_get_an_answer_to_every_one_where_their_account_is_asked_for() throws Exception {
        var utility = talk.newUtility();
        utility.account("ACC-77", "E-1234567");
        var people = new ArrayList<Person>();
        for (var number = 0; number < PEOPLE; number++) {
            var person = utility.stranger();
            assertThat(talk.reply(person, "hello")).isNotBlank();
            people.add(person);
        }

        allAreAnswered(utility, people);

        assertThat(utility.texts("select account_id::text from customers.contact_account"))
                .isEmpty();
    }

    private static void allAreAnswered(Utility utility, List<Person> people) throws Exception {
        var before = done(utility);
        var at = Instant.now();
        var messages = new ArrayList<MessageReceived>();
        for (var text : HostileTexts.all()) {
            messages.add(talk.text(people.get(messages.size() % PEOPLE), text, at.plusMillis(messages.size())));
        }
        assertThat(messages).hasSize(HostileTexts.COUNT);

        talk.hearAtOnce(messages, 1);

        await("all are answered", () -> done(utility) == before + HostileTexts.COUNT);
        assertThat(utility.texts("select part_id from conversation.inbound where status = 'DEAD' or attempts > 0"))
                .isEmpty();
        for (var message : messages) {
            assertThat(utility.answersTo(message.messageId()))
                    .singleElement()
                    .satisfies(answer -> assertThat(answer.text()).isNotBlank().doesNotContain(HostileTexts.MARK));
            assertThat(utility.outcomesOf(message.messageId())).containsExactly("ANSWERED");
        }
        assertThat(talk.logged()).doesNotContain(HostileTexts.MARK);
    }

    private static int done(Utility utility) {
        return utility.texts("select part_id from conversation.inbound where status <> 'WAITING'")
                .size();
    }
}
