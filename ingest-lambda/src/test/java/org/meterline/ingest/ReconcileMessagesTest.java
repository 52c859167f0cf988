package org.meterline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.meterline.ingest.Samples.messageBody;
import static org.meterline.ingest.Samples.sid;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.meterline.contracts.Channel;
import org.meterline.contracts.MessageTable.IngestState;
import org.meterline.ingest.ReceivedMessages.Listing;
import org.meterline.ingest.ReconcileMessages.Reconciled;

class ReconcileMessagesTest {

    private static final Instant AN_HOUR_AGO = Samples.NOW.minus(Duration.ofHours(1));

    private final MovableClock clock = new MovableClock(Samples.NOW);
    private final InMemoryMessages messages = new InMemoryMessages();
    private final ScriptedReceivedMessages twilio = new ScriptedReceivedMessages();
    private final ScriptedSecrets secrets = new ScriptedSecrets()
            .with("twilio", "{\"" + Samples.ACCOUNT + "\":[\"one\"],\"" + sid("AC", 2) + "\":[\"two\"]}");

    @Test
    void a_text_whose_webhook_never_came_is_kept_as_if_it_had_at_the_time_it_was_sent() throws Exception {
        twilio.with(text(1, AN_HOUR_AGO));

        assertThat(reconcile()).isEqualTo(new Reconciled(1, 1));

        var kept = messages.get(sid("SM", 1));
        assertThat(kept.state()).as("the sweeper tells it").isEqualTo(IngestState.STORED);
        assertThat(kept.receivedAt()).isEqualTo(AN_HOUR_AGO);
        assertThat(kept.inbound()).isInstanceOfSatisfying(Inbound.Text.class, inbound -> {
            assertThat(inbound.text()).isEqualTo(new Words("Zählerstand: 1 & mehr"));
            assertThat(inbound.channel()).isEqualTo(Channel.WHATSAPP);
            assertThat(inbound.envelope().userPhone()).isEqualTo("+27831234567");
            assertThat(inbound.envelope().receivingNumber()).isEqualTo("+14155238886");
        });
    }

    @Test
    void what_it_keeps_is_understood_again_by_the_sweeper() throws Exception {
        twilio.with(text(1, AN_HOUR_AGO));
        reconcile();

        var kept = messages.get(sid("SM", 1));
        var item = MessageItem.of(kept, Duration.ofDays(400), Samples.NOW);

        assertThat(MessageItem.messageIn(item)).contains(kept);
    }

    @Test
    void a_photo_brings_its_files_and_a_file_that_is_not_listed_is_lost() throws Exception {
        var url = "https://api.twilio.com" + Samples.mediaPath(sid("MM", 1), 3);
        twilio.with(photos(1, 2, AN_HOUR_AGO), List.of(new Inbound.Media(url, "image/jpeg")));

        assertThat(reconcile()).isEqualTo(new Reconciled(1, 1));

        var kept = messages.get(sid("MM", 1));
        assertThat(kept.state()).isEqualTo(IngestState.RECEIVED);
        assertThat(kept.parts()).extracting(Message.Part::mediaUrl).containsExactly(url, null);
        assertThat(kept.parts()).extracting(Message.Part::isWanted).containsExactly(true, false);
    }

    @Test
    void a_photo_whose_files_cannot_be_listed_is_left_for_the_next_run() throws Exception {
        twilio.with(photos(1, 1, AN_HOUR_AGO));

        assertThat(reconcile()).isEqualTo(new Reconciled(1, 0));
        assertThat(messages.size()).isZero();
    }

    @Test
    void what_came_by_webhook_is_left_alone_and_a_second_run_finds_nothing() throws Exception {
        messages.claim(Samples.message(messageBody(sid("SM", 1), "Body", "by webhook", "ButtonPayload", "yes")));
        IntStream.rangeClosed(1, 5).forEach(i -> twilio.with(text(i, AN_HOUR_AGO.plusSeconds(i))));

        assertThat(reconcile()).isEqualTo(new Reconciled(5, 4));
        assertThat(reconcile()).isEqualTo(new Reconciled(5, 0));

        assertThat(messages.get(sid("SM", 1)).inbound()).isInstanceOf(Inbound.Reply.class);
    }

    @Test
    void runs_beside_each_other_and_beside_webhooks_keep_each_message_once() throws Exception {
        IntStream.range(0, 40).forEach(i -> twilio.with(text(i, AN_HOUR_AGO.plusSeconds(i))));
        try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
            var runs = List.of(all.submit(this::reconcile), all.submit(this::reconcile), all.submit(this::reconcile));
            var webhooks = 0;
            for (var i = 0; i < 40; i++) {
                var claim = messages.claim(Samples.message(messageBody(sid("SM", i), "Body", "by webhook")));
                webhooks += claim instanceof Messages.Claim.Won ? 1 : 0;
            }
            var kept = 0;
            for (var run : runs) {
                kept += run.get().kept();
            }
            assertThat(kept + webhooks).isEqualTo(40);
        }
        assertThat(messages.size()).isEqualTo(40);
    }

    @Test
    void what_is_younger_than_a_minute_or_older_than_the_limit_is_not_looked_at() throws Exception {
        twilio.with(text(1, Samples.NOW.minusSeconds(59)));
        twilio.with(text(2, Samples.NOW.minus(Duration.ofHours(5))));

        assertThat(reconcile()).isEqualTo(new Reconciled(0, 0));
        clock.advance(Duration.ofSeconds(1));
        assertThat(reconcile()).isEqualTo(new Reconciled(1, 1));
    }

    @Test
    void every_account_is_looked_at() throws Exception {
        var other = text(1, AN_HOUR_AGO);
        twilio.with(text(2, AN_HOUR_AGO))
                .with(new ListedMessage(
                        sid("AC", 2), other.sid(), other.from(), other.to(), other.body(), 0, other.sentAt()));

        assertThat(reconcile()).isEqualTo(new Reconciled(2, 2));
        assertThat(messages.get(sid("SM", 1)).inbound().accountSid()).isEqualTo(sid("AC", 2));
    }

    @Test
    void where_numbers_are_given_those_of_others_are_left_alone() throws Exception {
        twilio.with(text(1, AN_HOUR_AGO));

        assertThat(reconciler(Duration.ofHours(4), Set.of("+27600000000")).reconcile(soon()))
                .isEqualTo(new Reconciled(0, 0));
        assertThat(reconciler(Duration.ofHours(4), Set.of("+14155238886")).reconcile(soon()))
                .isEqualTo(new Reconciled(1, 1));
    }

    @Test
    void zero_hours_turn_it_off() throws Exception {
        twilio.with(text(1, AN_HOUR_AGO));
        assertThat(reconciler(Duration.ZERO, Set.of()).reconcile(soon())).isEqualTo(new Reconciled(0, 0));
        assertThat(secrets.reads()).isZero();
    }

    @Test
    void a_refusal_is_asked_again_as_soon_as_it_says_and_three_in_a_row_end_the_run() throws Exception {
        secrets.with("twilio", "{\"" + Samples.ACCOUNT + "\":[\"one\"]}");
        twilio.with(text(1, AN_HOUR_AGO));
        var tooMany = new Listing.NotNow("the answer is 429", Duration.ZERO);
        IntStream.range(0, 3).forEach(i -> twilio.refuseNext(tooMany));

        assertThat(reconcile()).isEqualTo(new Reconciled(0, 0));
        twilio.refuseNext(tooMany);
        assertThat(reconcile()).isEqualTo(new Reconciled(1, 1));
    }

    @Test
    void a_refusal_for_longer_than_there_is_time_or_for_good_ends_the_run() throws Exception {
        secrets.with("twilio", "{\"" + Samples.ACCOUNT + "\":[\"one\"]}");
        twilio.with(text(1, AN_HOUR_AGO));
        twilio.refuseNext(new Listing.NotNow("the answer is 429", Duration.ofHours(1)));
        assertThat(reconcile()).isEqualTo(new Reconciled(0, 0));
        twilio.refuseNext(new Listing.NotNow("the answer is 403", null));
        assertThat(reconcile()).isEqualTo(new Reconciled(0, 0));
    }

    @Test
    void what_is_not_understood_does_not_stop_its_neighbours() throws Exception {
        var strange = new ListedMessage(
                Samples.ACCOUNT, sid("SM", 1), "telegram:@x", "y", new Words("?"), 0, AN_HOUR_AGO.plusSeconds(1));
        twilio.with(strange).with(text(2, AN_HOUR_AGO));

        assertThat(reconcile()).isEqualTo(new Reconciled(2, 1));
    }

    @Test
    void without_the_message_table_the_run_fails_for_all_to_see() {
        twilio.with(text(1, AN_HOUR_AGO));
        messages.fail();
        assertThatThrownBy(this::reconcile).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void nobody_is_named_when_a_message_is_printed() {
        assertThat(text(1, AN_HOUR_AGO).toString()).isEqualTo(sid("SM", 1));
    }

    private Reconciled reconcile() throws InterruptedException {
        return reconciler(Duration.ofHours(4), Set.of()).reconcile(soon());
    }

    private ReconcileMessages reconciler(Duration lookBack, Set<String> numbers) {
        return new ReconcileMessages(
                twilio,
                messages,
                new KeepMessage(messages, clock),
                new TwilioTokens(secrets, "twilio", clock),
                clock,
                lookBack,
                numbers);
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(60));
    }

    private static ListedMessage text(int number, Instant sentAt) {
        return listed(sid("SM", number), 0, sentAt);
    }

    private static ListedMessage photos(int number, int files, Instant sentAt) {
        return listed(sid("MM", number), files, sentAt);
    }

    private static ListedMessage listed(String sid, int files, Instant sentAt) {
        return new ListedMessage(
                Samples.ACCOUNT,
                sid,
                "whatsapp:+27831234567",
                "whatsapp:+14155238886",
                new Words("Zählerstand: 1 & mehr"),
                files,
                sentAt);
    }
}
