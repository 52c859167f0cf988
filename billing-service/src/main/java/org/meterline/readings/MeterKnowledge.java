package org.meterline.readings;

import jakarta.inject.Singleton;
import java.time.Instant;
import org.meterline.customers.Meter;
import org.meterline.platform.TenantId;
import org.meterline.readings.domain.Limits;
import org.meterline.readings.domain.MeterFacts;
import org.meterline.readings.domain.Readings;
import org.meterline.readings.domain.Register;
import org.meterline.tenants.Tenants;

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
        var asked = tenant.validation().confidenceMin(meter.kind());
        var limits = new Limits(
                asked,
                household.confidenceFloor().min(asked),
                tenant.validation().highUsageFactor(),
                household.calmPerDay(),
                household.mostPerDay());
        return new MeterFacts(
                meter.serial(), registerOf(meter), readings.historyOf(meter.id(), at), limits, tenant.zone());
    }

    static Register registerOf(Meter meter) {
        return new Register(meter.kind(), meter.digits(), meter.decimals(), meter.multiplier());
    }
}
