package org.meterline.readings;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.meterline.customers.Customers;
import org.meterline.customers.Meter;
import org.meterline.platform.TenantId;
import org.meterline.platform.TenantTransactions;
import org.meterline.readings.domain.BillingPeriods;
import org.meterline.readings.domain.Readings;
import org.meterline.tenants.Tenants;

/** Takes over a reading from the utility's own books: trusted as it stands, and once per meter and moment. */
@Singleton
public class ImportOpeningReading {

    /** What came of it. */
    public sealed interface Outcome {
        /** It is a reading now. */
        record Imported(ReadingId reading) implements Outcome {}

        /** It was there already. */
        record AlreadyThere() implements Outcome {}

        /** There is another opening reading of this moment. */
        record Contradicts(MeterIndex known) implements Outcome {}

        /** The tenant has no meter with this serial number. */
        record UnknownMeter() implements Outcome {}

        /** The meter's dial cannot show such an index. */
        record NotOnThisDial(int digits, int decimals) implements Outcome {}
    }

    private final TenantTransactions transactions;
    private final Tenants tenants;
    private final Customers customers;
    private final Readings readings;
    private final MeterKnowledge knowledge;

    ImportOpeningReading(
            TenantTransactions transactions,
            Tenants tenants,
            Customers customers,
            Readings readings,
            MeterKnowledge knowledge) {
        this.transactions = transactions;
        this.tenants = tenants;
        this.customers = customers;
        this.readings = readings;
        this.knowledge = knowledge;
    }

    /** Imports what a meter showed at a moment. */
    public Outcome importOne(TenantId tenant, String serial, MeterIndex index, Instant takenAt) {
        return transactions.in(tenant, () -> {
            var known = customers.meterWithSerial(serial);
            if (known.isEmpty()) {
                return new Outcome.UnknownMeter();
            }
            var meter = customers.lockMeter(known.get().id()).orElseThrow();
            if (!MeterKnowledge.registerOf(meter).shows(index)) {
                return new Outcome.NotOnThisDial(meter.digits(), meter.decimals());
            }
            return add(tenant, meter, index, takenAt);
        });
    }

    private Outcome add(TenantId tenant, Meter meter, MeterIndex index, Instant takenAt) {
        var facts = knowledge.of(tenant, meter, takenAt);
        var previous = facts.history().previous();
        var moved = previous.map(point -> index.thousandths() - point.index().thousandths())
                .orElse(null);
        var reading = new Reading(
                new ReadingId(UUID.randomUUID()),
                meter.id(),
                ReadingSource.IMPORT,
                index,
                moved,
                moved == null ? null : facts.register().consumption(moved),
                takenAt,
                BillingPeriods.calendarMonths(tenants.get(tenant).zone()).of(takenAt),
                previous.isEmpty() ? Set.of(ReadingNote.FIRST) : Set.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        if (readings.add(reading)) {
            return new Outcome.Imported(reading.id());
        }
        var there = previous.orElseThrow().index();
        return there.equals(index) ? new Outcome.AlreadyThere() : new Outcome.Contradicts(there);
    }
}
