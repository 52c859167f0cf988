package org.meterline.operations.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

    private static AuditedWorld world;

    @BeforeAll
    static void deploy() throws Exception {
        world = new AuditedWorld(AWS, POSTGRES, RABBIT, folder);
    }

    @AfterAll
    static void close() throws Exception {
        if (world != null) {
            world.close();
        }
    }

    @Test
    void all_is_well_at_first() {
        var report =
                new Audit(world.deployment.target(), InstantSource.system()).run(Audit.Options.atRest(Duration.ZERO));

        assertThat(AuditTable.text(report)).contains("0 violations in 5 messages");
        assertThat(report.exitCode()).as(AuditTable.text(report)).isZero();
    }

    @ParameterizedTest
    @MethodSource
    void violations(Violation violation) throws Exception {
        assertThat(report(violation.rule())).as("before").returns(0, AuditReport::exitCode);
        violation.plant().run();
        try {
            var red = report(violation.rule());
            assertThat(red.exitCode()).isOne();
            assertThat(red.of(violation.rule()).state()).isEqualTo(Finding.State.CHECKED);
            assertThat(red.of(violation.rule()).wrongs())
                    .extracting(Finding.Wrong::what)
                    .contains(violation.what());
        } finally {
            violation.undo().run();
        }
        assertThat(report(violation.rule())).as("after").returns(0, AuditReport::exitCode);
    }

    static List<Violation> violations() {
        return Stream.of(StoredViolations.in(world), CountedViolations.in(world), GuardedViolations.in(world))
                .flatMap(List::stream)
                .toList();
    }

    @Test
    void answers_whose_time_was_over_are_not_missed() throws Exception {
        world.deployment.sql("create table public.kept as select * from messaging.outbound");
        world.deployment.sql("delete from messaging.outbound");
        try {
            assertThat(audit(Rule.CONFIRMED_ONCE).wrongs())
                    .extracting(Finding.Wrong::what)
                    .contains("never confirmed");
            assertThat(audit(Rule.COUNTED_ONCE).count()).isPositive();

            world.deployment.sql("insert into messaging.forgotten values ('%s', now())".formatted(AuditedWorld.TENANT));
            assertThat(audit(Rule.CONFIRMED_ONCE).wrongs()).isEmpty();
            assertThat(audit(Rule.COUNTED_ONCE).wrongs()).isEmpty();

            world.deployment.sql("update messaging.forgotten set said_before = now() - interval '1 day'");
            assertThat(audit(Rule.CONFIRMED_ONCE).wrongs())
                    .extracting(Finding.Wrong::what)
                    .contains("never confirmed");
        } finally {
            world.deployment.sql("insert into messaging.outbound overriding system value select * from public.kept;"
                    + " drop table public.kept; delete from messaging.forgotten");
        }
    }

    @Test
    void what_is_out_of_reach_is_said_and_not_taken_for_well() {
        var known = world.deployment.target();
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
        world.deployment.record(
                AuditedWorld.STATUS, AuditedWorld.PHONE, "", Map.of("kind", "STATUS", "outcome", "TOLD"));
        world.deployment.sql("""
                insert into platform.inbox (consumer, event_id, tenant_id)
                values ('messaging.deliveries', '%s/delivery.reported', '%s')
                """.formatted(AuditedWorld.STATUS, AuditedWorld.TENANT));
        try {
            assertThat(audit(Rule.STATUSES_HEARD).holds()).isTrue();
            assertThat(audit(Rule.TERMINAL_STATES).holds()).isTrue();
        } finally {
            world.deployment.forget(AuditedWorld.STATUS);
            world.deployment.sql("delete from platform.inbox where event_id like 'SM%/delivery.reported'");
        }
    }

    @Test
    void what_is_young_is_on_its_way_and_no_violation() {
        world.deployment.change(world.text, "remove parts.#part.outcome", "");
        try {
            var young = new Audit(world.deployment.target(), InstantSource.system())
                    .run(new Audit.Options(
                            Instant.EPOCH,
                            Duration.ofMinutes(10),
                            Duration.ZERO,
                            EnumSet.complementOf(EnumSet.of(Rule.TERMINAL_STATES))));
            assertThat(young.of(Rule.TERMINAL_STATES).holds()).isTrue();
            assertThat(audit(Rule.TERMINAL_STATES).count()).isPositive();
        } finally {
            world.deployment.change(world.text, "set parts.#part.outcome = :v", "ANSWERED");
        }
    }

    @Test
    void an_event_names_its_sender_where_the_contract_says_so() throws Exception {
        world.publish(1, Map.of(), Map.of());
        try {
            assertThat(audit(Rule.PERSONAL_DATA).wrongs()).isEmpty();
        } finally {
            world.deployment.broker.empty(AuditedWorld.WAITING);
        }
    }

    @Test
    void a_queue_that_holds_too_much_to_be_looked_through_is_not_taken_for_well() throws Exception {
        world.publish(2_001, Map.of(), Map.of());
        try {
            var finding = audit(Rule.PERSONAL_DATA);
            assertThat(finding.state()).isEqualTo(Finding.State.NOT_CHECKED);
            assertThat(finding.count()).isZero();
            assertThat(finding.why()).isEqualTo("1 messages in queues that hold more than 2000 were not looked at");
        } finally {
            world.deployment.broker.empty(AuditedWorld.WAITING);
        }
    }

    private static Finding audit(Rule rule) {
        return report(rule).of(rule);
    }

    private static AuditReport report(Rule rule) {
        return new Audit(world.deployment.target(), InstantSource.system())
                .run(new Audit.Options(
                        Instant.EPOCH, Duration.ZERO, Duration.ZERO, EnumSet.complementOf(EnumSet.of(rule))));
    }
}
