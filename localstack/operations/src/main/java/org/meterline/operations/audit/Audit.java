package org.meterline.operations.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.meterline.operations.deployment.OutOfReach;
import org.meterline.operations.deployment.Target;
import org.meterline.operations.store.Stores;

/**
 * Reads all stores of a deployment and counts what must never be. It only reads, its memory does not grow with what people
 * said, and it shows ids and nothing else.
 */
public final class Audit {

    private final Target target;
    private final InstantSource clock;

    /**
     * What an audit looks at.
     *
     * @param since what began before is left out
     * @param olderThan what is younger is on its way, and no violation
     * @param patience how long to wait for everything to come to rest; zero for not at all
     * @param skipped rules that are not checked
     */
    public record Options(Instant since, Duration olderThan, Duration patience, Set<Rule> skipped) {

        public Options {
            skipped = Set.copyOf(skipped);
        }

        /** All that ever was, of a system that was given work and is to come to rest within a time. */
        public static Options atRest(Duration patience) {
            return new Options(Instant.EPOCH, Duration.ZERO, patience, Set.of());
        }
    }

    public Audit(Target target, InstantSource clock) {
        this.target = target;
        this.clock = clock;
    }

    /** Waits if it was told to, then audits. */
    public AuditReport run(Options options) {
        if (options.patience().isPositive()) {
            Rest.await(target, options.patience());
        }
        var began = System.nanoTime();
        var until = clock.instant().minus(options.olderThan());
        try (var stores = new Stores(target)) {
            return new Run(stores, new Scope(options.since(), until), options.skipped()).report(began);
        }
    }

    /** One audit, with what became of each check so far. */
    private static final class Run {

        private final Stores stores;
        private final Scope scope;
        private final Set<Rule> skipped;
        private final List<Check> checks;
        private final Map<Rule, String> unchecked = new EnumMap<>(Rule.class);
        private final Map<Rule, Long> nanos = new EnumMap<>(Rule.class);
        private final AtomicLong messages = new AtomicLong();

        Run(Stores stores, Scope scope, Set<Rule> skipped) {
            this.stores = stores;
            this.scope = scope;
            this.skipped = skipped;
            this.checks = List.of(
                            new TerminalStates(scope),
                            new StatusesHeard(scope),
                            new AnsweredIsKept(scope),
                            new PhotosNamed(scope),
                            new CountedOnce(scope),
                            new NothingLeftOver(scope),
                            new ConfirmedOnce(scope),
                            new TenantsApart(scope),
                            new PersonalData(scope),
                            new QueuesAtRest(scope))
                    .stream()
                    .filter(check -> !skipped.contains(check.rule()))
                    .toList();
        }

        AuditReport report(long began) {
            checks.forEach(check -> guarded(check, () -> check.begin(stores)));
            readRecords();
            checks.forEach(check -> guarded(check, () -> check.end(stores)));
            var findings = new ArrayList<Finding>();
            for (var rule : Rule.values()) {
                if (skipped.contains(rule)) {
                    findings.add(new Finding(rule, Finding.State.SKIPPED, 0, List.of(), "as asked", 0));
                }
            }
            checks.forEach(check -> findings.add(finding(check)));
            findings.sort(Comparator.comparing(Finding::rule));
            return new AuditReport(
                    stores.target().name(),
                    scope.since(),
                    scope.until(),
                    findings,
                    new TreeMap<>(Map.of("messages", messages.get())),
                    millisSince(began));
        }

        private void readRecords() {
            var readers = checks.stream()
                    .filter(Check::wantsRecords)
                    .filter(check -> !unchecked.containsKey(check.rule()))
                    .toList();
            if (readers.isEmpty()) {
                return;
            }
            try {
                stores.messages().forEach(message -> {
                    messages.incrementAndGet();
                    readers.forEach(check -> check.see(message));
                });
            } catch (OutOfReach failure) {
                readers.forEach(check -> unchecked.put(check.rule(), failure.why()));
            }
        }

        private void guarded(Check check, Runnable step) {
            if (unchecked.containsKey(check.rule())) {
                return;
            }
            var began = System.nanoTime();
            try {
                step.run();
            } catch (OutOfReach failure) {
                unchecked.put(check.rule(), failure.why());
            }
            nanos.merge(check.rule(), System.nanoTime() - began, Long::sum);
        }

        /** What was found before something went out of reach counts all the same. */
        private Finding finding(Check check) {
            @Nullable String why = unchecked.get(check.rule());
            return new Finding(
                    check.rule(),
                    why == null ? Finding.State.CHECKED : Finding.State.NOT_CHECKED,
                    check.tally.count(),
                    check.tally.wrongs(),
                    why,
                    nanos.getOrDefault(check.rule(), 0L) / 1_000_000);
        }

        private static long millisSince(long began) {
            return (System.nanoTime() - began) / 1_000_000;
        }
    }
}
