package org.meterline.stack.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.meterline.stack.bench.LambdaStarts.Start;
import org.meterline.stack.bench.LambdaStarts.Way;

/**
 * How long customers wait for a process that has only just begun: billing until it is ready, with the AOT cache of its image and
 * without, and the lambdas' first invocations, primed and not.
 */
public final class StartBench {

    private static final double BILLING_GOAL = 0.45;
    private static final double FIRST_GOAL = 3;

    private final BenchHouse house;
    private final Size size;
    private final Report report;

    public StartBench(BenchHouse house, Size size, Report report) {
        this.house = house;
        this.size = size;
        this.report = report;
    }

    /** Measures, and says what came of it. */
    public void run() throws Exception {
        report.machine();
        compareBilling();
        var lambdas = new LambdaStarts(house); // after billing, which has declared the queues
        compareWebhooks(lambdas);
        comparePhotos(lambdas);
    }

    private void compareBilling() throws Exception {
        var billing = new BillingStart(house);
        report.line(String.format(Locale.ROOT, "billing's AOT cache has %.0f MB", billing.cacheMegabytes()));
        var unused = billing.plainMillis() + billing.cachedMillis(); // the first of all migrates the database
        var name = "billing, start to ready with the AOT cache over plain";
        var pairs = Pairs.measured(
                report, name, Pairs.Unit.MILLIS, size.pairs(), billing::cachedMillis, billing::plainMillis);
        report.result(name, pairs, BILLING_GOAL);
    }

    private void compareWebhooks(LambdaStarts lambdas) throws InterruptedException {
        var starts = new EnumMap<Way, List<Start>>(Way.class);
        for (var turn = 0; turn < size.pairs(); turn++) {
            for (var way : turn % 2 == 0 ? List.of(Way.PRIMED, Way.PLAIN) : List.of(Way.PLAIN, Way.PRIMED)) {
                add(starts, way, lambdas.webhook(way), "ingest");
            }
        }
        var primed = starts.getOrDefault(Way.PRIMED, List.of());
        report.result("ingest, first invocation after priming over a warm one", firstOverWarm(primed), FIRST_GOAL);
        var plain = firstOverWarm(starts.getOrDefault(Way.PLAIN, List.of()));
        report.line(String.format(
                Locale.ROOT,
                "ingest, not primed: first over warm %.1f; %.0f ms over %.0f ms",
                plain.medianRatio(),
                plain.medianSubject(),
                plain.medianJudge()));
    }

    private void comparePhotos(LambdaStarts lambdas) throws InterruptedException {
        var starts = new EnumMap<Way, List<Start>>(Way.class);
        for (var turn = 0; turn < size.pairs(); turn++) {
            var ways = new ArrayList<>(List.of(Way.values()));
            Collections.rotate(ways, turn);
            for (var way : ways) {
                add(starts, way, lambdas.photo(way), "reader");
            }
        }
        starts.forEach((way, all) -> report.line(String.format(
                Locale.ROOT,
                "reader, %s: init %.0f ms, first photo %.0f ms, together %.0f ms, a later photo %.0f ms (medians of %d)",
                way,
                median(all, Start::readyMillis),
                median(all, Start::firstMillis),
                median(all, Start::coldMillis),
                median(all, Start::warmMillis),
                all.size())));
        var primed = starts.getOrDefault(Way.PRIMED, List.of());
        report.result("reader, first photo after priming over a later one", firstOverWarm(primed), FIRST_GOAL);
        report.line("under SnapStart init is not waited for, but the restore is: that cannot be measured here");
    }

    private void add(Map<Way, List<Start>> starts, Way way, Start start, String what) {
        starts.computeIfAbsent(way, none -> new ArrayList<>()).add(start);
        report.line(String.format(
                Locale.ROOT,
                "  %s, %s: init %.0f ms, first %.0f ms, later %.1f ms",
                what,
                way,
                start.readyMillis(),
                start.firstMillis(),
                start.warmMillis()));
    }

    private static Pairs firstOverWarm(List<Start> starts) {
        return new Pairs(
                Pairs.Unit.MILLIS,
                starts.stream()
                        .map(start -> new Pairs.Pair(start.firstMillis(), start.warmMillis()))
                        .toList());
    }

    private static double median(List<Start> starts, ToDoubleFunction<Start> part) {
        return Pairs.median(starts.stream().map(part::applyAsDouble).toList());
    }
}
