package org.meterline.readings;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Instant;
import org.meterline.contracts.MeterType;
import org.meterline.customers.Meter;
import org.meterline.platform.TenantId;
import org.meterline.readings.domain.AcceptedErrors;
import org.meterline.readings.domain.Limits;
import org.meterline.readings.domain.MeterFacts;
import org.meterline.readings.domain.Readings;
import org.meterline.readings.domain.Register;
import org.meterline.tenants.Tenants;
import org.meterline.tenants.ValidationRules;

/** What is known about a meter before its reading is judged: its register, its valid readings, its tenant's rules. */
@Singleton
class MeterKnowledge {

    private final Tenants tenants;
    private final Readings readings;

    MeterKnowledge(Tenants tenants, Readings readings) {
        this.tenants = tenants;
        this.readings = readings;
    }

    MeterFacts of(TenantId tenantId, Meter meter, Instant at) {
        var tenant = tenants.get(tenantId);
        var household = Limits.of(meter.kind());
        var asked = confidenceAsked(tenant.validation(), meter.kind());
        var limits = new Limits(
                asked,
                household.confidenceFloor().min(asked),
                tenant.validation().highUsageFactor(),
                household.calmPerDay(),
                household.mostPerDay());
        return new MeterFacts(
                meter.serial(), registerOf(meter), readings.historyOf(meter.id(), at), limits, tenant.zone());
    }

    /** How sure a reading has to be: as the utility says for this kind of meter, or so that no more are wrong than it wants. */
    static BigDecimal confidenceAsked(ValidationRules rules, MeterType kind) {
        return rules.confidenceMin(kind)
                .orElseGet(() -> AcceptedErrors.measured().confidenceFor(kind, rules.wantedErrorRate()));
    }

    static Register registerOf(Meter meter) {
        return new Register(meter.kind(), meter.digits(), meter.decimals(), meter.multiplier());
    }
}
