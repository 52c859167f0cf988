package org.meterline.readings.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BillingPeriodsTest {

    @ParameterizedTest(name = "{0} in {1} with periods from day {2} is {3}")
    @CsvSource({
        "2026-11-30T23:30:00Z, UTC, 1, 2026-11",
        "2026-11-30T23:30:00Z, Africa/Johannesburg, 1, 2026-12",
        "2026-12-01T03:00:00Z, America/Sao_Paulo, 1, 2026-12",
        "2026-12-01T02:59:59Z, America/Sao_Paulo, 1, 2026-11",
        "2026-12-19T10:00:00Z, UTC, 20, 2026-11",
        "2026-12-20T10:00:00Z, UTC, 20, 2026-12",
        "2027-01-10T10:00:00Z, UTC, 20, 2026-12",
    })
    void a_moment_falls_into_the_period_of_the_tenants_own_calendar(
            Instant moment, String zone, int firstDay, YearMonth period) {
        assertThat(new BillingPeriods(ZoneId.of(zone), firstDay).of(moment)).isEqualTo(period);
    }

    @Test
    void every_month_has_the_first_day() {
        assertThatThrownBy(() -> new BillingPeriods(ZoneId.of("UTC"), 29)).isInstanceOf(IllegalArgumentException.class);
    }
}
