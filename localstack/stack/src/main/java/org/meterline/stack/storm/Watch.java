package org.meterline.stack.storm;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks at the whole system every few seconds: how many webhooks, how old the oldest message on its way, how much memory. */
final class Watch implements AutoCloseable {

    private static final Duration BETWEEN = Duration.ofSeconds(5);
    private static final int LOOKS_PER_LINE = 3;

    private final Gauges gauges;
    private final Stores stores;
    private final Outside outside;
    private final TimeLine timeLine;
    private final List<Moment> moments = new ArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("watch").factory());

    /**
     * What was seen at one moment.
     *
     * @param webhooks so many had been taken
     * @param lagSeconds the age of the oldest message that is not at rest
     * @param kilobytes resident memory by part
     * @param cpuMillis processor time by part since the first look
     */
    record Moment(
            Duration at, long webhooks, long lagSeconds, Map<String, Long> kilobytes, Map<String, Long> cpuMillis) {

        long kilobytesInAll() {
            return kilobytes.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    Watch(Gauges gauges, Stores stores, Outside outside, TimeLine timeLine) {
        this.gauges = gauges;
        this.stores = stores;
        this.outside = outside;
        this.timeLine = timeLine;
    }

    void start() {
        var unused = clock.scheduleWithFixedDelay(this::look, 0, BETWEEN.toSeconds(), TimeUnit.SECONDS);
    }

    synchronized List<Moment> moments() {
        return List.copyOf(moments);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    /** A part that does not answer now is seen the next time. */
    synchronized void look() {
        try {
            var webhooks = outside.webhooks();
            var taken = webhooks.path("taken").asLong();
            var lag = stores.oldestOnItsWay()
                    .map(oldest -> Duration.between(oldest, Instant.now()).toSeconds())
                    .orElse(0L);
            var moment = new Moment(timeLine.now(), taken, lag, gauges.look(), gauges.cpuMillis());
            moments.add(moment);
            if (moments.size() % LOOKS_PER_LINE == 0) {
                timeLine.say(
                        "%7.1f s  %,d webhooks taken, %d not; oldest on its way %d s; %,d MB",
                        moment.at().toMillis() / 1e3,
                        taken,
                        webhooks.path("failed").asLong(),
                        lag,
                        moment.kilobytesInAll() / 1024);
            }
        } catch (IOException | RuntimeException notNow) {
            return;
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }
}
