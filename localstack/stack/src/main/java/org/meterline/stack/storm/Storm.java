package org.meterline.stack.storm;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.meterline.stack.supervisor.Checkout;
import org.meterline.stack.supervisor.Home;
import org.meterline.stack.supervisor.Progress;
import org.meterline.stack.supervisor.Settings;

/** One storm from its first message to the calm after it, and the count of what was lost or done twice. */
public final class Storm {

    private static final Duration SENDING_LIMIT = Duration.ofMinutes(3); // after the last message
    private static final Duration CALM_LIMIT = Duration.ofMinutes(15); // the retry ladder's last step takes ten

    private final StormSettings settings;
    private final Checkout checkout;
    private final Settings system;
    private final PrintStream out;

    public Storm(StormSettings settings, Checkout checkout, Settings system, PrintStream out) {
        this.settings = settings;
        this.checkout = checkout;
        this.system = system;
        this.out = out;
    }

    /** Starts a system, lets the storm come, and stops the system. */
    public Outcome run() throws IOException, InterruptedException {
        var population = new Population(settings);
        var timetable = new Timetable(settings, population.all());
        try (var house = new House(new Home(settings.home()), checkout, system, new Progress(out));
                var outside = new Outside(
                        house.url("chat"),
                        house.url("webhooks"),
                        new PhotoBooth(checkout.samples()),
                        settings.seed())) {
            house.settle(population);
            return rage(house, outside, timetable);
        }
    }

    private Outcome rage(House house, Outside outside, Timetable timetable) throws IOException, InterruptedException {
        var timeLine = new TimeLine(out);
        timeLine.say(
                "Seed %d: %,d messages and more in %d s, %d faults",
                settings.seed(), timetable.all().size(), timetable.length().toSeconds(), settings.faults());
        var gauges = new Gauges(house.supervisor()::processes);
        var stores = new Stores(house);
        var load = new Load(outside);
        var weather = new Weather(
                new FaultPlan(settings, timetable.length()).all(),
                new Faults(house.supervisor(), house.lines(), outside),
                timeLine);
        try (var watch = new Watch(gauges, stores, outside, timeLine)) {
            outside.calmDown();
            watch.start();
            var sending = rage(load, weather, timetable, timeLine);
            var wrong = new ArrayList<String>();
            if (!load.await(SENDING_LIMIT)) {
                wrong.add("some messages could not be sent to their end");
            }
            if (!new Calm(stores, outside).await(CALM_LIMIT)) {
                wrong.add("not all came to rest within " + CALM_LIMIT.toMinutes() + " minutes");
            }
            var length = timeLine.now();
            timeLine.say("%7.1f s  calm", length.toMillis() / 1e3);
            watch.look();
            var webhooks = outside.webhooks();
            wrong.addAll(strange(load, outside));
            var ends = house.ends();
            wrong.addAll(ends.wrong(outside.brokenPictures()));
            var audit = house.audit();
            if (audit.exitCode() != 0) {
                wrong.add("the audit found " + audit.violations() + " violations"
                        + (audit.isWhole() ? "" : ", and could not check everything"));
            }
            var felt = timeLine.felt();
            var outcome = new Outcome(
                    felt.size(),
                    (int) felt.stream().map(TimeLine.Entry::kind).distinct().count(),
                    webhooks.path("taken").asLong()
                            + webhooks.path("failed").asLong()
                            + outside.forgeries().sent(),
                    webhooks.path("failed").asLong(),
                    sending,
                    length,
                    load.progress().lagMillisMax(),
                    webhooks.path("slowestMillis").asLong(),
                    unanswered(webhooks, timeLine),
                    wrong);
            new Report(settings, outcome, ends, audit, timeLine, watch.moments()).write(out);
            return outcome;
        }
    }

    /** Returns when the last message was written and the last fault is over, with when it was written. */
    private static Duration rage(Load load, Weather weather, Timetable timetable, TimeLine timeLine)
            throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var faults = threads.submit(() -> {
                weather.run();
                return true;
            });
            load.run(timetable.all());
            var sending = timeLine.now();
            timeLine.say("%7.1f s  the last message was written", sending.toMillis() / 1e3);
            faults.get();
            return sending;
        } catch (ExecutionException bug) {
            throw new IllegalStateException("the faults did not come to their end", bug.getCause());
        }
    }

    /** Webhooks that failed although nothing on their way was wrong then. */
    private static List<String> unanswered(JsonNode webhooks, TimeLine timeLine) {
        var unexplained = new ArrayList<String>();
        for (var failure : webhooks.path("failures")) {
            var to = timeLine.at(Instant.parse(failure.path("endedAt").asText()));
            var from = to.minusMillis(failure.path("millis").asLong());
            var sid = failure.path("sid").asText();
            if (!timeLine.explains(from, to)) {
                unexplained.add("webhook of " + sid + " at " + from.toSeconds()
                        + " s was answered " + failure.path("httpStatus").asInt() + " after "
                        + failure.path("millis").asLong() + " ms, and no fault explains it");
            }
        }
        return unexplained;
    }

    private static List<String> strange(Load load, Outside outside) {
        var strange = new ArrayList<String>();
        if (outside.forgeries().letIn() > 0) {
            strange.add(outside.forgeries().letIn() + " forged webhooks were let in");
        }
        if (load.progress().broken() > 0) {
            strange.add(load.progress().broken() + " messages were not taken by the simulator");
        }
        return strange;
    }
}
