package org.meterline.customers.adapter;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.UUID;
import org.meterline.contracts.MeterType;
import org.meterline.customers.Customers;
import org.meterline.customers.Meter;
import org.meterline.customers.MeterId;
import org.meterline.platform.ImportLine;
import org.meterline.platform.ImportLine.Outcome;
import org.meterline.platform.Sql;
import org.meterline.platform.TenantId;
import org.meterline.platform.TenantTransactions;

/**
 * Takes in meters, one a line: {@code serial, account_number, kind, digits}, and optionally {@code decimals} (0),
 * {@code multiplier} (1) and {@code installed_index} (0). A serial that is known is brought up to date.
 */
@Singleton
class MeterImport {

    private static final int DIGITS_MAX = 8;
    private static final int DECIMALS_MAX = 3;

    private final Customers customers;
    private final TenantTransactions transactions;
    private final Sql sql;

    MeterImport(Customers customers, TenantTransactions transactions, Sql sql) {
        this.customers = customers;
        this.transactions = transactions;
        this.sql = sql;
    }

    Outcome take(TenantId tenant, ImportLine line) {
        var serial = line.required("serial");
        var kind = line.required("kind", MeterType.class);
        var digits = line.required("digits", "1 to " + DIGITS_MAX, text -> within(1, DIGITS_MAX, text));
        var decimals = line.optional("decimals", "0 to " + DECIMALS_MAX, text -> within(0, DECIMALS_MAX, text))
                .orElse(0);
        var multiplier = line.optional(
                        "multiplier", "a number above 0 with at most six decimals", MeterImport::multiplier)
                .orElseGet(() -> BigDecimal.ONE.setScale(6));
        var installed = line.optional(
                        "installed_index", "what its counter can show", text -> index(text, digits, decimals))
                .orElseGet(() -> BigDecimal.ZERO.setScale(3));
        return transactions.in(tenant, () -> {
            var account = customers
                    .accountNumbered(line.required("account_number"))
                    .orElseThrow(() -> new ImportLine.Unusable("account_number is not known"))
                    .id();
            var known = customers.meterWithSerial(serial);
            var id = known.map(Meter::id).orElseGet(() -> new MeterId(UUID.randomUUID()));
            var wanted = new Meter(id, account, serial, kind, digits, decimals, multiplier, installed);
            if (known.isPresent() && known.get().equals(wanted)) {
                return new Outcome.Unchanged();
            }
            keep(wanted);
            return known.isPresent() ? new Outcome.Updated() : new Outcome.Created();
        });
    }

    private void keep(Meter meter) {
        sql.update(
                """
                insert into customers.meter (id, account_id, serial, kind, digits, decimals, multiplier, installed_index)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (tenant_id, serial) do update set account_id = excluded.account_id, kind = excluded.kind,
                    digits = excluded.digits, decimals = excluded.decimals, multiplier = excluded.multiplier,
                    installed_index = excluded.installed_index
                """,
                meter.id().value(),
                meter.accountId().value(),
                meter.serial(),
                meter.kind(),
                meter.digits(),
                meter.decimals(),
                meter.multiplier(),
                meter.installedIndex());
    }

    private static int within(int min, int max, String text) {
        var number = Integer.parseInt(text);
        if (number < min || number > max) {
            throw new IllegalArgumentException("out of range");
        }
        return number;
    }

    private static BigDecimal multiplier(String text) {
        var multiplier = new BigDecimal(text).setScale(6);
        if (multiplier.signum() <= 0) {
            throw new IllegalArgumentException("counts nothing");
        }
        return multiplier;
    }

    private static BigDecimal index(String text, int digits, int decimals) {
        var index = new BigDecimal(text);
        if (index.signum() < 0 || index.scale() > decimals || index.compareTo(BigDecimal.TEN.pow(digits)) >= 0) {
            throw new IllegalArgumentException("no counter shows it");
        }
        return index.setScale(3);
    }
}
