package org.meterline.platform.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.meterline.contracts.ReadingCaptured;
import org.meterline.contracts.Topology;
import org.meterline.platform.Expiring;
import org.meterline.platform.Inbox;
import org.meterline.platform.QueueListener;
import org.meterline.platform.ServiceUnderTest;
import org.meterline.platform.Sql;
import org.meterline.platform.TalkRetention;
import org.meterline.platform.TenantTransactions;
import org.meterline.platform.WorkerTransactions;
import org.meterline.readings.RecordReading;
import org.meterline.readings.Utility;
import org.meterline.readings.domain.Readings;
import org.meterline.tenants.Inbound;
import org.meterline.tenants.Tenants;

/** What ends when its time is over, seen with a clock that is ahead of everybody's. */
class ExpiryIT {

    @RegisterExtension
    static final ServiceUnderTest service = new ServiceUnderTest();

    private final TenantTransactions transactions = service.bean(TenantTransactions.class);
    private final Sql sql = service.bean(Sql.class);
    private final Utility utility = utility();

    @Test
    void a_photo_that_nobody_claims_is_turned_down_after_a_month_and_its_sender_told_once() {
        var photo = heldPhoto();

        runIn(Duration.ofDays(29));
        assertThat(verdicts(photo)).containsExactly("HELD UNKNOWN_SENDER");

        runIn(Duration.ofDays(31));
        runIn(Duration.ofDays(32));
        assertThat(verdicts(photo)).containsExactly("HELD UNKNOWN_SENDER", "REFUSED NOT_CLAIMED");
        assertThat(told(photo)).containsExactly("photo.held", "photo.refused");
        assertThat(texts("select photo_id as it from readings.held_photo")).isEmpty();
    }

    @Test
    void a_held_photo_that_cannot_be_read_stops_no_other() {
        var poison = heldPhoto();
        var neighbour = heldPhoto();
        update("update readings.held_photo set event = '{}', expires_at = now() where photo_id = ?", poison.photoId());

        runIn(Duration.ofDays(31));

        assertThat(verdicts(neighbour)).endsWith("REFUSED NOT_CLAIMED");
        assertThat(texts("select photo_id as it from readings.held_photo")).containsExactly(poison.photoId());
        update("delete from readings.held_photo where photo_id = ?", poison.photoId());
    }

    @Test
    void a_doubt_that_nobody_decides_ends_without_a_reading_and_its_sender_is_told_once() {
        var person = utility.newPerson();
        var meter = utility.metersOf(person, "EM-1").getFirst();
        utility.opening(meter, "01000.0", Instant.now().minus(Duration.ofDays(30)));
        var photo = utility.photo(person, "00900.0", "0.97", Instant.now());
        service.bean(RecordReading.class).record(photo);
        assertThat(doubts()).containsExactly("WAITING");

        runIn(Duration.ofDays(59));
        assertThat(doubts()).containsExactly("WAITING");

        runIn(Duration.ofDays(61));
        runIn(Duration.ofDays(62));
        assertThat(doubts()).containsExactly("EXPIRED");
        assertThat(verdicts(photo)).containsExactly("DOUBTED BELOW_PREVIOUS", "REFUSED NOT_REVIEWED_IN_TIME");
        assertThat(told(photo)).containsExactly("photo.doubted", "review.expired");
        assertThat(utility.readingsOf(meter)).hasSize(1);
    }

    @Test
    void the_inbox_forgets_after_three_months() {
        var id = UUID.randomUUID().toString();
        var inbox = service.bean(Inbox.class);
        transactions.run(utility.tenant, () -> inbox.firstTime("expiry", id));

        runIn(Duration.ofDays(89));
        assertThat(texts("select event_id as it from platform.inbox where consumer = 'expiry'"))
                .containsExactly(id);

        runIn(Duration.ofDays(91));
        assertThat(texts("select event_id as it from platform.inbox where consumer = 'expiry'"))
                .isEmpty();
    }

    @Test
    void what_was_said_goes_when_nothing_can_tell_it_again_and_what_is_not_at_its_end_stays() {
        var message = Inbound.photo(service.bean(Tenants.class).get(utility.tenant));
        var waiting = Inbound.photo(service.bean(Tenants.class).get(utility.tenant));
        messages().receive(message);
        messages().receive(waiting);
        update(
                "update conversation.inbound set status = 'WAITING', done_at = null, due_at = now() + interval '9 years'"
                        + " where message_id = ?",
                waiting.messageId());
        var answer = said("READ", null);
        var unsaid = said("QUEUED", null);
        transactions.run(utility.tenant, () -> sql.update("""
                        insert into messaging.delivery_event (outbound_id, provider_message_id, status, received_at)
                        values (?, 'SM1', 'read', now())
                        """, answer));

        runIn(Duration.ofDays(429));
        assertThat(heard()).containsExactlyInAnyOrder(message.messageId(), waiting.messageId());
        assertThat(outbound()).containsExactlyInAnyOrder(answer.toString(), unsaid.toString());
        messages().receive(message);
        assertThat(heard()).as("told again within the time").hasSize(2);

        runIn(Duration.ofDays(431));
        assertThat(heard()).containsExactly(waiting.messageId());
        assertThat(outbound()).containsExactly(unsaid.toString());
        assertThat(texts("select status as it from messaging.delivery_event")).isEmpty();
        assertThat(texts("select (said_before > now())::text as it from messaging.forgotten"))
                .containsExactly("true");
    }

    @Test
    void a_message_that_stands_in_for_another_goes_with_it_and_never_after_it() {
        var original = said("UNDELIVERABLE", null);
        var instead = said("DELIVERED", original);
        transactions.run(
                utility.tenant,
                () -> sql.update(
                        "update messaging.outbound set created_at = now() + interval '2 days' where id = ?", instead));

        runIn(Duration.ofDays(431));
        assertThat(outbound()).hasSize(2);

        runIn(Duration.ofDays(433));
        assertThat(outbound()).isEmpty();
    }

    @Test
    void a_time_so_short_that_something_could_be_answered_twice_is_refused() {
        assertThatThrownBy(() -> new TalkRetention(Duration.ofDays(29))).hasMessageContaining("at least 30 days");
    }

    private UUID said(String status, UUID insteadOf) {
        var id = UUID.randomUUID();
        transactions.run(utility.tenant, () -> sql.update("""
                        insert into messaging.outbound (id, dedup_key, address, channel, priority, purpose, locale, body, status,
                            fallback_of, created_at, due_at, updated_at)
                        values (?, ?, '+27820001111', 'SMS', 1, 'test', 'en', 'hello', ?, ?, now(), now() + interval '9 years', now())
                        """, id, id.toString(), status, insteadOf));
        return id;
    }

    private static QueueListener messages() {
        return service.beans(QueueListener.class).stream()
                .filter(listener -> listener.queue().equals(Topology.BILLING_MESSAGES))
                .findFirst()
                .orElseThrow();
    }

    private List<String> heard() {
        return texts("select message_id as it from conversation.inbound");
    }

    private List<String> outbound() {
        return texts("select id::text as it from messaging.outbound");
    }

    @Test
    void dead_letters_go_three_months_after_the_decision_and_wait_for_it_as_long_as_it_takes() {
        var settled = letter("DISCARDED");
        var waiting = letter("WAITING");

        runIn(Duration.ofDays(89));
        assertThat(letters()).containsExactlyInAnyOrder(settled.toString(), waiting.toString());

        runIn(Duration.ofDays(91));
        assertThat(letters()).containsExactly(waiting.toString());
        assertThat(texts("select letter_id::text as it from deadletters.decision"))
                .isEmpty();
    }

    private ReadingCaptured heldPhoto() {
        var photo = utility.photo(utility.newPerson(), "01300.5", "0.97", Instant.now());
        service.bean(RecordReading.class).record(photo);
        return photo;
    }

    private UUID letter(String status) {
        var id = UUID.randomUUID();
        service.bean(WorkerTransactions.class).call(() -> {
            sql.update(
                    """
                    insert into deadletters.dead_letter (id, tenant_id, queue, event_id, life, attempts, last_failure,
                        attributes, body, died_at, status)
                    values (?, ?, 'expiry', ?, 0, 4, 'told to', '{}'::jsonb, ?, now(), ?)
                    """,
                    id,
                    utility.tenant.value(),
                    id.toString(),
                    status.equals("WAITING") ? new byte[] {1} : null,
                    status);
            return status.equals("WAITING") ? 0 : sql.update("""
                            insert into deadletters.decision (tenant_id, letter_id, decision, decided_by, reason, decided_at)
                            values (?, ?, 'DISCARDED', 'somebody', 'no use', now())
                            """, utility.tenant.value(), id);
        });
        return id;
    }

    /** The job as it will run then. */
    private static void runIn(Duration later) {
        var then = Instant.now().plus(later);
        new ExpiryJob(service.beans(Expiring.class), () -> then).run();
    }

    private List<String> verdicts(ReadingCaptured photo) {
        return texts("select verdict || ' ' || code as it from readings.verdict where photo_id = '" + photo.photoId()
                + "' order by id");
    }

    private List<String> told(ReadingCaptured photo) {
        return texts("select purpose as it from messaging.outbound where about_photo_id = '" + photo.photoId()
                + "' order by seq");
    }

    private List<String> doubts() {
        return texts("select status as it from review.doubt");
    }

    private List<String> letters() {
        return texts("select id::text as it from deadletters.dead_letter");
    }

    private List<String> texts(String query) {
        return transactions.in(utility.tenant, () -> sql.list(query, row -> row.getString("it")));
    }

    private void update(String statement, String parameter) {
        transactions.run(utility.tenant, () -> sql.update(statement, parameter));
    }

    private static Utility utility() {
        var tenant = service.newTenant();
        return new Utility(
                service.bean(TenantTransactions.class),
                service.bean(Sql.class),
                service.bean(Readings.class),
                tenant.id(),
                tenant.receivingNumber());
    }
}
