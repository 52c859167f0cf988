package org.meterline.operations.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.meterline.engines.junit.AwsExtension;
import org.meterline.engines.junit.PostgresExtension;
import org.meterline.engines.junit.RabbitMqExtension;
import org.meterline.operations.TestDeployment;
import org.meterline.operations.deployment.Reach;
import org.meterline.operations.deployment.Target;

/** Every rule is green over stores in which all is well, and red for every violation that is planted there. */
class AuditIT {

    @RegisterExtension
    static final AwsExtension AWS = new AwsExtension();

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @RegisterExtension
    static final RabbitMqExtension RABBIT = new RabbitMqExtension();

    @TempDir
    static Path folder;

    private static final String PHONE = "+27820001111";
    private static final String TENANT = "aaaaaaaa-0000-0000-0000-000000000001";
    private static final String OTHER = "bbbbbbbb-0000-0000-0000-000000000002";
    private static final String CONTACT = "cccccccc-0000-0000-0000-000000000001";
    private static final String METER = "dddddddd-0000-0000-0000-000000000001";
    private static final String STATUS = "SM00000000000000000000000000000099/delivered";
    private static final String READING = "eeeeeeee-0000-0000-0000-000000000001";

    private static TestDeployment world;
    private static String photo;
    private static String text;
    private static String key;
    private static String sent;

    /** A way to break a rule, and what mends it. */
    private record Violation(Rule rule, String what, Step plant, Step undo) {
        @Override
        public String toString() {
            return rule.id() + ": " + what;
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws Exception;
    }

    @BeforeAll
    static void deploy() throws Exception {
        world = new TestDeployment(AWS, POSTGRES, RABBIT, folder);
        photo = world.customerWrites(PHONE, "my meter");
        text = world.customerWrites(PHONE, "what is my bill please");
        key = "meters/2026/11/" + photo + ".jpg";
        sent = world.utilityWrites(PHONE);
        world.store(key);
        world.record(
                photo, PHONE, "", Map.of("kind", "PHOTO", "s3Key", key, "ocrState", "READ", "outcome", "RECORDED"));
        world.record(text, PHONE, "what is my bill please", Map.of("kind", "TEXT", "outcome", "ANSWERED"));
        world.sql("""
                insert into tenants.tenant (tenant_id, code, name, locale, currency, zone, receiving_number, account_sid,
                    electricity_confidence_min, water_confidence_min, gas_confidence_min, high_usage_factor)
                values ('%1$s', 'cape', 'Cape', 'en', 'ZAR', 'UTC', '+14155238886', 'AC1', 0.9, 0.9, 0.9, 3),
                       ('%2$s', 'karoo', 'Karoo', 'en', 'ZAR', 'UTC', '+14155238887', 'AC1', 0.9, 0.9, 0.9, 3);
                insert into customers.customer (id, tenant_id, number, name) values ('%3$s', '%1$s', '1', 'Thandi Mkhize');
                insert into customers.account (id, tenant_id, customer_id, number) values ('%3$s', '%1$s', '%3$s', '1');
                insert into customers.meter (id, tenant_id, account_id, serial, kind, digits, decimals, multiplier, installed_index)
                values ('%4$s', '%1$s', '%3$s', '4410982', 'ELECTRICITY', 5, 1, 1, 0);
                insert into customers.contact (id, tenant_id) values ('%3$s', '%1$s');
                insert into readings.reading (id, tenant_id, meter_id, source, index_thousandths, taken_at, period,
                    source_message_id, photo_id, image_s3_key)
                values ('%5$s', '%1$s', '%4$s', 'PHOTO', 4821000, now(), '2026-11', '%6$s', '%6$s', '%7$s');
                insert into readings.verdict
                    (tenant_id, photo_id, message_id, verdict, meter_id, reading_id, reader_version, said_at)
                values ('%1$s', '%6$s', '%6$s', 'ACCEPTED', '%4$s', '%5$s', 'reader-1', now());
                insert into readings.later_result (tenant_id, photo_id, message_id, reader_version, dial, confidence, heard_at)
                values ('%1$s', '%6$s', '%6$s', 'reader-2', '04821.8', 0.9, now());
                """.formatted(TENANT, OTHER, CONTACT, METER, READING, photo, key));
        world.sql(outbound("photo/" + photo + "/photo.accepted", "photo.accepted", "DELIVERED", sent));
    }

    @AfterAll
    static void close() throws Exception {
        if (world != null) {
            world.close();
        }
    }

    @Test
    void all_is_well_at_first() {
        var report = new Audit(world.target(), InstantSource.system()).run(Audit.Options.atRest(Duration.ZERO));

        assertThat(AuditTable.text(report)).contains("0 violations in 2 messages");
        assertThat(report.exitCode()).as(AuditTable.text(report)).isZero();
    }

    @ParameterizedTest
    @MethodSource
    void violations(Violation violation) throws Exception {
        assertThat(audit(violation.rule()).wrongs()).as("before").isEmpty();
        violation.plant().run();
        try {
            var red = audit(violation.rule());
            assertThat(red.state()).isEqualTo(Finding.State.CHECKED);
            assertThat(red.wrongs()).extracting(Finding.Wrong::what).contains(violation.what());
        } finally {
            violation.undo().run();
        }
        assertThat(audit(violation.rule()).wrongs()).as("after").isEmpty();
    }

    static List<Violation> violations() {
        return List.of(
                new Violation(
                        Rule.TERMINAL_STATES,
                        "no terminal state",
                        () -> world.change(text, "remove parts.#part.outcome", ""),
                        () -> world.change(text, "set parts.#part.outcome = :v", "ANSWERED")),
                new Violation(
                        Rule.TERMINAL_STATES,
                        "at rest, but listed as unsettled",
                        () -> world.change(text, "set unsettled = :v", "3"),
                        () -> world.change(text, "remove unsettled", "")),
                new Violation(
                        Rule.TERMINAL_STATES,
                        "a terminal state other than billing's verdict",
                        () -> world.change(photo, "set parts.#part.outcome = :v", "DOUBTED"),
                        () -> world.change(photo, "set parts.#part.outcome = :v", "RECORDED")),
                new Violation(
                        Rule.TERMINAL_STATES,
                        "a terminal state that billing never decided",
                        () -> world.change(text, "set parts.#part.outcome = :v", "RECORDED"),
                        () -> world.change(text, "set parts.#part.outcome = :v", "ANSWERED")),
                new Violation(
                        Rule.TERMINAL_STATES,
                        "not published",
                        () -> world.change(text, "set ingestState = :v", "STORED"),
                        () -> world.change(text, "set ingestState = :v", "PUBLISHED")),
                new Violation(
                        Rule.STATUSES_HEARD,
                        "told, and billing never heard it",
                        () -> world.record(STATUS, PHONE, "", Map.of("kind", "STATUS", "outcome", "TOLD")),
                        () -> world.forget(STATUS)),
                new Violation(
                        Rule.ANSWERED_IS_KEPT,
                        "message",
                        () -> world.forget(text),
                        () -> world.record(
                                text, PHONE, "what is my bill please", Map.of("kind", "TEXT", "outcome", "ANSWERED"))),
                new Violation(
                        Rule.PHOTOS,
                        "named by a message and not stored",
                        () -> world.remove(key),
                        () -> world.store(key)),
                new Violation(
                        Rule.PHOTOS,
                        "stored and named by no message",
                        () -> world.store("meters/2026/11/MM00000000000000000000000000000077.jpg"),
                        () -> world.remove("meters/2026/11/MM00000000000000000000000000000077.jpg")),
                sql(
                        Rule.PHOTOS,
                        "named by a reading and not stored",
                        "update readings.reading set image_s3_key = 'meters/2026/11/gone.jpg'",
                        "update readings.reading set image_s3_key = '%s'".formatted(key)),
                sql(Rule.COUNTED_ONCE, "event heard twice by one consumer", """
                        alter table platform.inbox drop constraint inbox_pkey;
                        insert into platform.inbox (consumer, event_id, tenant_id)
                        select 'billing.readings', 'MM1/reading.captured/v1', '%s' from generate_series(1, 2);
                        """.formatted(TENANT), """
                        delete from platform.inbox;
                        alter table platform.inbox add primary key (consumer, event_id);
                        """),
                sql(Rule.COUNTED_ONCE, "photo with two readings", """
                        drop index readings.one_reading_per_photo;
                        insert into readings.reading (id, tenant_id, meter_id, source, index_thousandths, taken_at, period, photo_id)
                        select gen_random_uuid(), tenant_id, meter_id, source, index_thousandths, taken_at, period, photo_id
                        from readings.reading;
                        """, """
                        delete from readings.reading where id <> '%s';
                        create unique index one_reading_per_photo on readings.reading (tenant_id, photo_id)
                            where photo_id is not null and supersedes is null;
                        """.formatted(READING)),
                sql(
                        Rule.COUNTED_ONCE,
                        "result that was judged, and kept beside itself",
                        "update readings.later_result set reader_version = 'reader-1'",
                        "update readings.later_result set reader_version = 'reader-2'"),
                sql(
                        Rule.COUNTED_ONCE,
                        "event twice in the outbox",
                        """
                        insert into platform.outgoing_event (tenant_id, event_id, type, message_id, body)
                        select '%s', 'SM1/x', 'x', 'SM1', '{}' from generate_series(1, 2)
                        """.formatted(TENANT),
                        "delete from platform.outgoing_event"),
                sql(
                        Rule.COUNTED_ONCE,
                        "photo told two last words",
                        outbound("photo/%s/photo.refused", "photo.refused", "FAILED", ""),
                        "delete from messaging.outbound where purpose = 'photo.refused'"),
                new Violation(
                        Rule.COUNTED_ONCE,
                        "sent, and no row of ours was: sent twice",
                        () -> world.sql("update messaging.outbound set provider_message_id = 'SMother'"),
                        () -> world.sql("update messaging.outbound set provider_message_id = '" + sent + "'")),
                sql(
                        Rule.NOTHING_LEFT_OVER,
                        "event not confirmed by the broker",
                        """
                        insert into platform.outgoing_event (tenant_id, event_id, type, message_id, body)
                        values ('%s', 'SM1/x', 'x', 'SM1', '{}')
                        """.formatted(TENANT),
                        "delete from platform.outgoing_event"),
                sql(
                        Rule.NOTHING_LEFT_OVER,
                        "outcome not taken by the message table",
                        """
                        insert into platform.outgoing_outcome (tenant_id, message_id, part_id, outcome)
                        values ('%s', 'SM1', 'SM1', 'ANSWERED')
                        """.formatted(TENANT),
                        "delete from platform.outgoing_outcome"),
                sql(
                        Rule.NOTHING_LEFT_OVER,
                        "answer still being sent",
                        "update messaging.outbound set status = 'SENDING', claimed_at = now()",
                        "update messaging.outbound set status = 'DELIVERED'"),
                sql(
                        Rule.NOTHING_LEFT_OVER,
                        "answer still queued",
                        "update messaging.outbound set status = 'QUEUED'",
                        "update messaging.outbound set status = 'DELIVERED'"),
                sql(
                        Rule.CONFIRMED_ONCE,
                        "never confirmed",
                        "update messaging.outbound set about_photo_id = null",
                        "update messaging.outbound set about_photo_id = about_message_id"),
                sql(
                        Rule.CONFIRMED_ONCE,
                        "confirmed more than once",
                        outbound("photo/%s/again", "photo.accepted", "FAILED", ""),
                        "delete from messaging.outbound where dedup_key like '%again'"),
                sql(
                        Rule.CONFIRMED_ONCE,
                        "confirmed and not recorded",
                        outbound("photo/%s/nothing", "review.accepted", "FAILED", "")
                                + ";update messaging.outbound set about_photo_id = 'MMnone' where purpose = 'review.accepted'",
                        "delete from messaging.outbound where purpose = 'review.accepted'"),
                sql(
                        Rule.CONFIRMED_ONCE,
                        "sent, and unknown to the provider",
                        outbound("hello/1", "answer.menu", "SENT", "SMnever"),
                        "delete from messaging.outbound where purpose = 'answer.menu'"),
                sql(
                        Rule.TENANTS_APART,
                        "another tenant's rows are visible",
                        "create policy leak on readings.reading to meterline_app using (platform.current_tenant() is not null)",
                        "drop policy leak on readings.reading"),
                sql(
                        Rule.TENANTS_APART,
                        "rows are visible where no tenant is named",
                        "alter table customers.customer disable row level security",
                        "alter table customers.customer enable row level security"),
                sql(
                        Rule.TENANTS_APART,
                        "row that points to another tenant's row",
                        "update messaging.outbound set tenant_id = '%s', contact_id = '%s'".formatted(OTHER, CONTACT),
                        "update messaging.outbound set tenant_id = '%s', contact_id = null".formatted(TENANT)),
                sql(
                        Rule.TENANTS_APART,
                        "role that no row is hidden from",
                        "alter role meterline_app bypassrls",
                        "alter role meterline_app nobypassrls"),
                log("a number in a log", "sending to whatsapp:+27820001111 failed"),
                log("a number in a log", "From=whatsapp%3A%2B27820001111&To=x"),
                log("a name in a log", "hello Thandi Mkhize, how are you"),
                log("a name in a log", "who writes is called Gogo Thandeka"),
                log("a text in a log", "not understood: 'what is my bill please'"),
                log("a secret in a log", "Authorization: " + TestDeployment.SECRET),
                new Violation(
                        Rule.PERSONAL_DATA,
                        "a number in a page",
                        () -> world.show("meterline_messages_total{to=\"+27820001111\"} 1"),
                        () -> world.show("")),
                new Violation(
                        Rule.PERSONAL_DATA,
                        "a text in a message",
                        () -> world.publish(
                                "billing.messages.wait.600s",
                                "{\"userPhone\":\"+27820001111\",\"text\":\"what is my bill please\"}"),
                        () -> world.empty("billing.messages.wait.600s")),
                sql(
                        Rule.PERSONAL_DATA,
                        "a number in a dead letter",
                        """
                        insert into deadletters.dead_letter (id, tenant_id, queue, event_id, life, attempts, last_failure,
                            attributes, body, died_at)
                        values (gen_random_uuid(), '%s', 'billing.messages', 'SM1/message.received', 0, 4,
                            'nobody at +27820001111', '{}', '', now())
                        """.formatted(TENANT),
                        "delete from deadletters.dead_letter"),
                new Violation(
                        Rule.QUEUES,
                        "dead letter that billing did not take",
                        () -> world.publish("billing.readings.dead", "{}"),
                        () -> world.empty("billing.readings.dead")),
                new Violation(
                        Rule.QUEUES,
                        "photo that nobody gave up properly",
                        () -> world.sqs.sendMessage(
                                send -> send.queueUrl(deadPhotos()).messageBody("{}")),
                        () -> world.sqs.purgeQueue(purge -> purge.queueUrl(deadPhotos()))));
    }

    @Test
    void answers_whose_time_was_over_are_not_missed() throws Exception {
        world.sql("create table public.kept as select * from messaging.outbound");
        world.sql("delete from messaging.outbound");
        try {
            assertThat(audit(Rule.CONFIRMED_ONCE).wrongs())
                    .extracting(Finding.Wrong::what)
                    .contains("never confirmed");
            assertThat(audit(Rule.COUNTED_ONCE).count()).isPositive();

            world.sql("insert into messaging.forgotten values ('%s', now())".formatted(TENANT));
            assertThat(audit(Rule.CONFIRMED_ONCE).wrongs()).isEmpty();
            assertThat(audit(Rule.COUNTED_ONCE).wrongs()).isEmpty();

            world.sql("update messaging.forgotten set said_before = now() - interval '1 day'");
            assertThat(audit(Rule.CONFIRMED_ONCE).wrongs())
                    .extracting(Finding.Wrong::what)
                    .contains("never confirmed");
        } finally {
            world.sql("insert into messaging.outbound overriding system value select * from public.kept;"
                    + " drop table public.kept; delete from messaging.forgotten");
        }
    }

    @Test
    void what_is_out_of_reach_is_said_and_not_taken_for_well() {
        var known = world.target();
        var target = new Target(
                "aws",
                known.cloud(),
                known.messageTable(),
                Reach.unknown("no bucket was named"),
                known.photoQueue(),
                known.deadPhotoQueue(),
                known.replayQueue(),
                known.database(),
                known.application(),
                known.broker(),
                known.billing(),
                known.provider(),
                Reach.unknown("the logs are in CloudWatch"),
                List.of());

        var report = new Audit(target, InstantSource.system()).run(Audit.Options.atRest(Duration.ZERO));

        assertThat(report.of(Rule.PHOTOS).state()).isEqualTo(Finding.State.NOT_CHECKED);
        assertThat(report.of(Rule.PHOTOS).why()).isEqualTo("no bucket was named");
        assertThat(report.of(Rule.PERSONAL_DATA).why()).isEqualTo("the logs are in CloudWatch");
        assertThat(report.of(Rule.COUNTED_ONCE).holds()).isTrue();
        assertThat(report.exitCode()).isEqualTo(2);
    }

    @Test
    void a_status_that_billing_has_heard_of_is_well() throws Exception {
        world.record(STATUS, PHONE, "", Map.of("kind", "STATUS", "outcome", "TOLD"));
        world.sql("""
                insert into platform.inbox (consumer, event_id, tenant_id)
                values ('messaging.deliveries', '%s/delivery.reported', '%s')
                """.formatted(STATUS, TENANT));
        try {
            assertThat(audit(Rule.STATUSES_HEARD).holds()).isTrue();
            assertThat(audit(Rule.TERMINAL_STATES).holds()).isTrue();
        } finally {
            world.forget(STATUS);
            world.sql("delete from platform.inbox where event_id like 'SM%/delivery.reported'");
        }
    }

    @Test
    void what_is_young_is_on_its_way_and_no_violation() {
        world.change(text, "remove parts.#part.outcome", "");
        try {
            var young = new Audit(world.target(), InstantSource.system())
                    .run(new Audit.Options(
                            Instant.EPOCH,
                            Duration.ofMinutes(10),
                            Duration.ZERO,
                            EnumSet.complementOf(EnumSet.of(Rule.TERMINAL_STATES))));
            assertThat(young.of(Rule.TERMINAL_STATES).holds()).isTrue();
            assertThat(audit(Rule.TERMINAL_STATES).count()).isPositive();
        } finally {
            world.change(text, "set parts.#part.outcome = :v", "ANSWERED");
        }
    }

    private static Finding audit(Rule rule) {
        return new Audit(world.target(), InstantSource.system())
                .run(new Audit.Options(
                        Instant.EPOCH, Duration.ZERO, Duration.ZERO, EnumSet.complementOf(EnumSet.of(rule))))
                .of(rule);
    }

    /** {@code %s} in the plant is the photo, which is known only once all is deployed. */
    private static Violation sql(Rule rule, String what, String plant, String undo) {
        return new Violation(rule, what, () -> world.sql(plant.replace("%s", photo)), () -> world.sql(undo));
    }

    private static Violation log(String what, String line) {
        return new Violation(Rule.PERSONAL_DATA, what, () -> world.log(line), () -> world.log("a quiet day"));
    }

    private static String outbound(String dedupKey, String purpose, String status, String sid) {
        return """
                insert into messaging.outbound (id, tenant_id, dedup_key, address, channel, priority, purpose, locale, body,
                    about_message_id, about_photo_id, status, created_at, due_at, updated_at, claimed_at, provider_message_id)
                values (gen_random_uuid(), '%s', '%s', '+27820001111', 'WHATSAPP', 1, '%s', 'en', 'thank you so much',
                    '%s', '%s', '%s', now(), now(), now(), null, nullif('%s', ''))
                """.formatted(TENANT, dedupKey, purpose, photo, photo, status, sid);
    }

    private static String deadPhotos() {
        return world.sqs
                .getQueueUrl(ask -> ask.queueName("meterline-photos-dead"))
                .queueUrl();
    }
}
