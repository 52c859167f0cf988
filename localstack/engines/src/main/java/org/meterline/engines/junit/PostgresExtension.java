package org.meterline.engines.junit;

import java.util.UUID;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.meterline.engines.Postgres;

/** PostgreSQL for tests: one server per JVM, and as many fresh databases as are asked for. */
public final class PostgresExtension implements BeforeAllCallback {

    private static final SharedEngine<Postgres> SHARED = new SharedEngine<>("postgres", Postgres::in);

    /** An empty database and the role that owns it, which may create roles and is no superuser. */
    public record Database(String jdbcUrl, String ownerUser, String ownerPassword) {

        /** Without the password. */
        @Override
        public String toString() {
            return "Database[" + jdbcUrl + " of " + ownerUser + "]";
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        engine();
    }

    /** The running server; starts it when need be. */
    public Postgres engine() {
        return SHARED.running();
    }

    /** Roles belong to the server, not to a database: migrations must expect theirs to be there already. */
    public Database newDatabase() {
        var name = "test_" + UUID.randomUUID().toString().replace('-', '_');
        return new Database(engine().createDatabase(name), engine().ownerUser(), engine().ownerPassword());
    }
}
