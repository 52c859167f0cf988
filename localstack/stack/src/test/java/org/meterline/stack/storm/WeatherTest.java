package org.meterline.stack.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.meterline.stack.storm.FaultPlan.Planned;
import org.meterline.stack.storm.TimeLine.Entry;
import org.meterline.stack.storm.Weather.Deed;
import org.meterline.stack.storm.Weather.Fault;

class WeatherTest {

    private static final Planned PLANNED = new Planned(Duration.ZERO, FaultKind.BROKER_KILLED, Duration.ofMillis(1), 7);

    @Test
    void a_fault_waits_until_whom_it_is_to_hit_is_there_again() throws InterruptedException {
        var looks = new AtomicInteger();

        var fault = happen(() -> looks.get() >= 2, looks, () -> looks.get() >= 2, Duration.ofSeconds(30));

        assertThat(fault.hadEffect()).isTrue();
    }

    @Test
    void it_has_no_effect_when_he_does_not_come_back() throws InterruptedException {
        var fault = happen(() -> false, new AtomicInteger(), () -> true, Duration.ZERO);

        assertThat(fault.hadEffect()).isFalse();
        assertThat(fault.what()).isEqualTo("rabbitmq, without effect: was not there");
    }

    @Test
    void it_has_no_effect_when_it_hits_nobody_or_fails() throws InterruptedException {
        var missed = happen(() -> true, new AtomicInteger(), () -> false, Duration.ZERO);
        var failed = happen(
                () -> true,
                new AtomicInteger(),
                () -> {
                    throw new IOException("no signal");
                },
                Duration.ZERO);

        assertThat(missed.what()).isEqualTo("rabbitmq, without effect: nobody was hit");
        assertThat(failed.what())
                .startsWith("rabbitmq, without effect: failed: ")
                .contains("no signal");
        assertThat(List.of(missed, failed)).noneMatch(Entry::hadEffect);
    }

    private static Entry happen(BooleanSupplier isThere, AtomicInteger looks, Deed deed, Duration patience)
            throws InterruptedException {
        var timeLine = new TimeLine(new PrintStream(OutputStream.nullOutputStream()));
        var source = new Weather.Source() {
            @Override
            public Fault aim(Planned planned) {
                return new Fault("rabbitmq", List.of("rabbitmq"), deed);
            }

            @Override
            public boolean areReady(List<String> parts) {
                looks.incrementAndGet();
                return isThere.getAsBoolean();
            }
        };
        new Weather(List.of(PLANNED), source, timeLine, patience).run();
        assertThat(timeLine.entries()).hasSize(1);
        assertThat(timeLine.felt()).hasSize(timeLine.entries().getFirst().hadEffect() ? 1 : 0);
        return timeLine.entries().getFirst();
    }
}
