package org.meterline.tenants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.meterline.contracts.Event;
import org.meterline.contracts.Topology;
import org.meterline.platform.BatchListener;
import org.meterline.platform.QueueListener;
import org.meterline.platform.ServiceUnderTest;
import org.meterline.platform.Sql;
import org.meterline.platform.TenantTransactions;
import org.slf4j.LoggerFactory;

/** One utility's row makes no sense: it waits, and everybody else is served. */
class UnreadableTenantIT {

    @RegisterExtension
    static final ServiceUnderTest service = new ServiceUnderTest();

    private final Tenants tenants = service.bean(Tenants.class);
    private final Tenant good = service.newTenant();
    private final Tenant bad = service.newTenant();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger loud = (Logger) LoggerFactory.getLogger("org.meterline.tenants.adapter.PostgresTenants");

    @BeforeEach
    void spoil() {
        log.start();
        loud.addAppender(log);
        update("update tenants.tenant set zone = 'Mars/Olympus Mons' where tenant_id = ?");
        service.newTenant(); // whatever is remembered is forgotten
    }

    @AfterEach
    void mend() {
        loud.detachAppender(log);
        update("update tenants.tenant set zone = 'UTC' where tenant_id = ?");
        service.newTenant();
    }

    @Test
    void its_neighbours_are_found_and_it_is_taken_for_nobody_s_tenant_by_nobody() {
        assertThat(tenants.all()).extracting(Tenant::id).contains(good.id()).doesNotContain(bad.id());
        assertThat(tenants.ofReceivingNumber(good.receivingNumber())).contains(good);
        assertThat(tenants.get(good.id())).isEqualTo(good);

        assertThatThrownBy(() -> tenants.ofReceivingNumber(bad.receivingNumber()))
                .isInstanceOf(UnreadableTenant.class)
                .hasMessageContaining(bad.id().toString())
                .hasMessageNotContaining(bad.receivingNumber());
        assertThatThrownBy(() -> tenants.get(bad.id())).isInstanceOf(UnreadableTenant.class);
        assertThat(tenants.ownerOf(bad.receivingNumber())).contains(bad.id());
        assertThat(tenants.withCode(bad.code())).isEmpty();
    }

    @Test
    void it_is_complained_of_once_with_nothing_but_its_id() {
        for (var looks = 0; looks < 3; looks++) {
            service.newTenant();
            tenants.all();
        }

        assertThat(log.list).singleElement().satisfies(line -> {
            assertThat(line.getFormattedMessage())
                    .contains(bad.id().toString(), "left out")
                    .doesNotContain("Olympus", bad.receivingNumber(), bad.name());
            assertThat(line.getThrowableProxy()).isNull();
        });
    }

    @Test
    void what_is_written_to_it_is_not_thrown_away_and_what_is_written_to_others_is_heard() {
        var messages = (BatchListener) service.beans(QueueListener.class).stream()
                .filter(listener -> listener.queue().equals(Topology.BILLING_MESSAGES))
                .findFirst()
                .orElseThrow();
        var toGood = Inbound.text(good);
        var toBad = Inbound.text(bad);

        assertThatThrownBy(() -> messages.receiveAll(List.<Event>of(toBad))).isInstanceOf(UnreadableTenant.class);
        messages.receiveAll(List.<Event>of(toGood));

        assertThat(heard(good)).containsExactly(toGood.messageId());
        assertThat(outcomesOfNobody()).doesNotContain(toBad.messageId());
    }

    @Test
    void an_import_puts_it_right_without_making_it_another() {
        var line =
                "code,name,locale,currency,zone,receiving_number,account_sid\n%s,%s,en-ZA,ZAR,Africa/Johannesburg,%s,%s\n"
                        .formatted(bad.code(), bad.name(), bad.receivingNumber(), bad.accountSid());

        assertThat(service.http().post("/api/imports/tenants", "text/csv", line).body())
                .contains("\"updated\":1");

        assertThat(tenants.ofReceivingNumber(bad.receivingNumber())).contains(bad);
    }

    private void update(String statement) {
        service.bean(TenantTransactions.class)
                .run(
                        bad.id(),
                        () -> service.bean(Sql.class).update(statement, bad.id().value()));
    }

    private static List<String> heard(Tenant tenant) {
        return service.bean(TenantTransactions.class)
                .in(
                        tenant.id(),
                        () -> service.bean(Sql.class)
                                .list(
                                        "select message_id from conversation.inbound",
                                        row -> row.getString("message_id")));
    }

    private static List<String> outcomesOfNobody() {
        return service.bean(TenantTransactions.class)
                .in(
                        org.meterline.platform.TenantId.NOBODY,
                        () -> service.bean(Sql.class)
                                .list(
                                        "select message_id from platform.outgoing_outcome",
                                        row -> row.getString("message_id")));
    }
}
