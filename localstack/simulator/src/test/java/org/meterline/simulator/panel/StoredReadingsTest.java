package org.meterline.simulator.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class StoredReadingsTest {

    @Test
    void an_administrator_names_the_utility_that_was_written_to() throws Exception {
        try (var billing = new FakeBilling(true);
                var readings = new StoredReadings(billing.url(), FakeBilling.KEY)) {
            assertThat(readings.ofPhoto("SM1", "+14155238887")).isPresent();
            assertThat(readings.ofPhoto("SM1", "+14155238886")).isEmpty();
            assertThat(billing.asked()).containsExactly("/api/photos/SM1?tenant=karoo", "/api/photos/SM1?tenant=cape");
        }
    }

    @Test
    void behind_an_unknown_number_every_utility_is_asked() throws Exception {
        try (var billing = new FakeBilling(true);
                var readings = new StoredReadings(billing.url(), FakeBilling.KEY)) {
            assertThat(readings.ofPhoto("SM1", "+14155230002")).isPresent();
        }
    }

    @Test
    void a_utilitys_own_key_names_none() throws Exception {
        try (var billing = new FakeBilling(false);
                var readings = new StoredReadings(billing.url(), FakeBilling.KEY)) {
            assertThat(readings.ofPhoto("SM1", "+14155238886")).isPresent();
            assertThat(billing.asked()).containsExactly("/api/photos/SM1");
        }
    }

    @Test
    void a_wrong_key_is_a_failure_and_not_an_absent_reading() throws Exception {
        try (var billing = new FakeBilling(true);
                var readings = new StoredReadings(billing.url(), "wrong")) {
            assertThatThrownBy(() -> readings.ofPhoto("SM1", "+14155238886")).isInstanceOf(IOException.class);
        }
    }
}
