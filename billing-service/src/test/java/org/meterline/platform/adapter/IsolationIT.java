package org.meterline.platform.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.meterline.platform.ServiceUnderTest;
import org.meterline.platform.Sql;
import org.meterline.platform.TenantTransactions;
import org.meterline.platform.WorkerTransactions;
import org.meterline.tenants.Tenant;

/** What row-level security holds back, asked as the service's own role. */
class IsolationIT {

    private static final String OURS = """
            from pg_class join pg_namespace on pg_namespace.oid = relnamespace
            where relkind in ('r', 'p') and nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'migrations')
            """;

    @RegisterExtension
    static final ServiceUnderTest service = new ServiceUnderTest();

    private final Tenant tenant = service.newTenant();
    private final Tenant other = service.newTenant();

    @Test
    void without_a_tenant_every_table_is_empty() throws SQLException {
        plantContact(tenant);

        try (var connection = service.asService()) {
            for (var table : texts(connection, "select nspname || '.' || relname " + OURS)) {
                assertThat(texts(connection, "select count(*)::text from " + table))
                        .as(table)
                        .containsExactly("0");
            }
        }
    }

    @Test
    void a_tenant_sees_its_own_rows_and_no_others() throws SQLException {
        plantContact(tenant);

        try (var connection = service.asService()) {
            connection.setAutoCommit(false);
            name(connection, tenant);
            assertThat(texts(connection, "select count(*)::text from customers.contact"))
                    .containsExactly("1");
            name(connection, other);
            assertThat(texts(connection, "select count(*)::text from customers.contact"))
                    .containsExactly("0");
        }
    }

    @Test
    void a_tenant_cannot_write_into_another() throws SQLException {
        try (var connection = service.asService()) {
            connection.setAutoCommit(false);
            name(connection, other);
            assertThatThrownBy(() -> texts(
                            connection,
                            "insert into customers.contact (id, tenant_id) values ('%s', '%s') returning 'x'"
                                    .formatted(UUID.randomUUID(), tenant.id())))
                    .hasMessageContaining("row-level security");
        }
    }

    @Test
    void the_tenant_is_forgotten_with_its_transaction() throws SQLException {
        plantContact(tenant);

        try (var connection = service.asService()) {
            connection.setAutoCommit(false);
            name(connection, tenant);
            connection.commit();
            assertThat(texts(connection, "select count(*)::text from customers.contact"))
                    .containsExactly("0");
        }
    }

    @Test
    void the_service_cannot_lift_its_own_limits() {
        for (var attempt : List.of(
                "set row_security = off; select count(*) from customers.contact",
                "alter table customers.contact disable row level security",
                "create policy mine on customers.contact using (true)",
                "drop table customers.contact",
                "set role meterline_owner",
                "set role meterline_auditor",
                "alter role meterline_app bypassrls",
                "create table platform.mine (id int)")) {
            assertThatThrownBy(() -> {
                        try (var connection = service.asService();
                                var statement = connection.createStatement()) {
                            statement.execute(attempt);
                        }
                    })
                    .as(attempt)
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void every_table_is_isolated_and_none_belongs_to_the_service() throws SQLException {
        try (var connection = service.asService()) {
            assertThat(texts(
                            connection, "select relname " + OURS + " and not (relrowsecurity and relforcerowsecurity)"))
                    .isEmpty();
            assertThat(texts(
                            connection,
                            "select relname " + OURS
                                    + " and not exists (select from pg_attribute where attrelid = pg_class.oid"
                                    + " and attname = 'tenant_id' and attnotnull)"))
                    .isEmpty();
            assertThat(
                            texts(
                                    connection,
                                    "select relname from pg_class where relowner in"
                                            + " (select oid from pg_roles where rolname in ('meterline_app', 'meterline_worker'))"))
                    .isEmpty();
            assertThat(texts(
                            connection,
                            "select rolname from pg_roles where rolname in ('meterline_app', 'meterline_worker')"
                                    + " and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)"))
                    .isEmpty();
        }
    }

    @Test
    void workers_see_what_was_shared_with_them_and_nothing_else() throws SQLException {
        try (var connection = service.asService()) {
            var readable = texts(
                    connection,
                    "select nspname || '.' || relname " + OURS
                            + " and has_schema_privilege('meterline_worker', nspname, 'usage')"
                            + " and has_table_privilege('meterline_worker', pg_class.oid, 'select')");
            assertThat(readable)
                    .contains(
                            "platform.outgoing_event", "platform.outgoing_outcome", "tenants.tenant", "access.api_key")
                    .noneMatch(table -> table.startsWith("customers.") || table.startsWith("readings."));
        }
        plantContact(tenant);
        var sql = service.bean(Sql.class);
        assertThatThrownBy(() -> service.bean(WorkerTransactions.class)
                        .call(() -> sql.list("select 1 from customers.contact", row -> row.getInt(1))))
                .rootCause()
                .hasMessageContaining("permission denied");
    }

    @Test
    void auditors_read_every_tenants_rows_of_every_table_and_change_none() throws SQLException {
        plantContact(tenant);
        plantContact(other);

        try (var connection = service.asOwner()) {
            texts(connection, "select set_config('role', 'meterline_auditor', false)");
            assertThat(texts(
                            connection,
                            "select relname " + OURS + " and not has_table_privilege(pg_class.oid, 'select')"))
                    .isEmpty();
            assertThat(texts(
                            connection,
                            "select relname " + OURS
                                    + " and has_table_privilege(pg_class.oid, 'insert, update, delete, truncate')"))
                    .isEmpty();
            assertThat(texts(connection, "select distinct tenant_id::text from customers.contact"))
                    .contains(tenant.id().toString(), other.id().toString());
        }
    }

    @Test
    void a_tenants_transaction_has_no_place_for_another_tenant() {
        var transactions = service.bean(TenantTransactions.class);

        assertThatThrownBy(() -> transactions.run(tenant.id(), () -> transactions.run(other.id(), () -> {})))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has no place");
    }

    @Test
    void what_waits_for_the_commit_does_not_happen_without_it() {
        var transactions = service.bean(TenantTransactions.class);
        var happened = new ArrayList<String>();

        transactions.run(tenant.id(), () -> transactions.afterCommit(() -> happened.add("committed")));
        assertThatThrownBy(() -> transactions.run(tenant.id(), () -> {
                    transactions.afterCommit(() -> happened.add("rolled back"));
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");

        assertThat(happened).containsExactly("committed");
    }

    private static void plantContact(Tenant tenant) {
        var sql = service.bean(Sql.class);
        service.bean(TenantTransactions.class)
                .run(tenant.id(), () -> sql.update("insert into customers.contact (id) values (?)", UUID.randomUUID()));
    }

    private static void name(Connection connection, Tenant tenant) throws SQLException {
        texts(connection, "select set_config('meterline.tenant', '%s', true)".formatted(tenant.id()));
    }

    private static List<String> texts(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }
}
