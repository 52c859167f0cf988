package org.meterline.operations.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.meterline.operations.store.Database;
import org.meterline.operations.store.Stores;

/**
 * Asks as the service's own role, table by table, what it sees of other tenants: nothing, and nothing at all where no tenant is
 * named. And as the auditor, whether any row points to a row of another tenant.
 */
final class TenantsApart extends Check {

    private static final int TENANTS_MAX = 5; // who sees too much, sees too much as any of them

    private static final String TABLES = """
            select format('%I.%I', nspname, relname) as name, relrowsecurity and relforcerowsecurity as is_guarded,
                   pg_get_userbyid(relowner) = current_user as is_own
            from pg_class join pg_namespace on pg_namespace.oid = relnamespace
            join pg_attribute on attrelid = pg_class.oid and attname = 'tenant_id' and not attisdropped
            where relkind in ('r', 'p') and nspname not like 'pg_%'
              and has_schema_privilege(nspname, 'usage') and has_table_privilege(pg_class.oid, 'select')
            order by 1
            """;

    private static final String ROLE =
            "select rolname from pg_roles where rolname = current_user and (rolsuper or rolbypassrls)";

    /** Keys of one column each: those that hold the tenant as well cannot lead to another. */
    private static final String REFERENCES = """
            select format('%I.%I', child_schema.nspname, child.relname) as child, child_column.attname as child_column,
                   format('%I.%I', parent_schema.nspname, parent.relname) as parent, parent_column.attname as parent_column
            from pg_constraint
            join pg_class child on child.oid = conrelid
            join pg_namespace child_schema on child_schema.oid = child.relnamespace
            join pg_class parent on parent.oid = confrelid
            join pg_namespace parent_schema on parent_schema.oid = parent.relnamespace
            join pg_attribute child_column on child_column.attrelid = conrelid and child_column.attnum = conkey[1]
            join pg_attribute parent_column on parent_column.attrelid = confrelid and parent_column.attnum = confkey[1]
            where contype = 'f' and cardinality(conkey) = 1
              and exists (select from pg_attribute where attrelid = conrelid and attname = 'tenant_id')
              and exists (select from pg_attribute where attrelid = confrelid and attname = 'tenant_id')
            """;

    /** What capabilities hold of one another, without a key in the database. */
    private static final List<Reference> HELD = List.of(
            new Reference("readings.reading", "meter_id", "customers.meter", "id"),
            new Reference("readings.verdict", "meter_id", "customers.meter", "id"),
            new Reference("review.doubt", "meter_id", "customers.meter", "id"),
            new Reference("messaging.outbound", "contact_id", "customers.contact", "id"),
            new Reference("conversation.inbound", "contact_id", "customers.contact", "id"),
            new Reference("conversation.session", "contact_id", "customers.contact", "id"));

    private record Reference(String child, String childColumn, String parent, String parentColumn) {}

    TenantsApart(Scope scope) {
        super(Rule.TENANTS_APART, scope);
    }

    @Override
    void end(Stores stores) {
        var tenants = new ArrayList<UUID>();
        stores.database()
                .forEach(
                        "select tenant_id from tenants.tenant order by tenant_id limit " + TENANTS_MAX,
                        row -> tenants.add(row.getObject(1, UUID.class)));
        try (var service = Database.as(stores.target().application().get())) {
            asService(service, tenants);
        }
        references(stores.database());
    }

    private void asService(Database service, List<UUID> tenants) {
        service.forEach(ROLE, row -> tally.add("role that no row is hidden from", row.getString(1)));
        var tables = new ArrayList<String>();
        service.forEach(TABLES, row -> {
            var table = row.getString("name");
            tables.add(table);
            if (!row.getBoolean("is_guarded") || row.getBoolean("is_own")) {
                tally.add("table that does not hide rows from the service", table);
            }
        });
        for (var table : tables) {
            service.forEach(
                    "select 1 from " + table + " limit 1",
                    row -> tally.add("rows are visible where no tenant is named", table));
        }
        for (var tenant : tenants) {
            service.forEach("select set_config('meterline.tenant', ?, false)", row -> {}, tenant.toString());
            for (var table : tables) {
                service.forEach(
                        "select 1 from " + table + " where tenant_id is distinct from ?::uuid limit 1",
                        row -> tally.add("another tenant's rows are visible", table),
                        tenant.toString());
            }
        }
    }

    private void references(Database database) {
        var references = new ArrayList<>(HELD);
        database.forEach(
                REFERENCES,
                row -> references.add(new Reference(
                        row.getString("child"),
                        row.getString("child_column"),
                        row.getString("parent"),
                        row.getString("parent_column"))));
        for (var reference : references) {
            var query = "select count(*) from %s child join %s parent on child.%s = parent.%s"
                            .formatted(
                                    reference.child(),
                                    reference.parent(),
                                    reference.childColumn(),
                                    reference.parentColumn())
                    + " where child.tenant_id <> parent.tenant_id";
            var astray = database.number(query);
            for (var i = 0L; i < astray; i++) {
                tally.add("row that points to another tenant's row", reference.child() + "." + reference.childColumn());
            }
        }
    }
}
