package org.meterline.platform.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.meterline.engines.junit.AwsExtension;
import org.meterline.engines.junit.PostgresExtension;

/**
 * Processes of the service that are gone behind each of its steps in turn: a commit, a publication, its confirm, an
 * acknowledgement, a call of the provider, an update of the message table. Which steps there are is seen in a process that lives.
 */
@Timeout(900)
class CrashIT {

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    @RegisterExtension
    static final AwsExtension aws = new AwsExtension();

    private static final Map<String, String> SETTINGS = Map.of(
            Steps.ENABLED,
            "true",
            "micronaut.server.port",
            "-1",
            "meterline.broker.ladder",
            "1s",
            "meterline.messaging.ask-after",
            "200ms",
            "meterline.messaging.abandoned-after",
            "4s");

    private static final int DEATHS_REMEMBERED = 4;
    private static final Duration AFTER_REST = Duration.ofSeconds(5); // an acknowledgement is seen by nobody else

    @TempDir
    private Path logs;

    private int lives;

    @Test
    void behind_whichever_step_a_process_dies_the_next_one_finishes_its_errand_and_nothing_is_done_twice()
            throws Exception {
        try (var site = new CrashSite(
                postgres, aws, Path.of("target", "engines", "crash").toAbsolutePath())) {
            var steps = stepsOfAGoodLife(site);
            assertThat(steps).as("steps of a good life").hasSizeGreaterThan(15);

            var mending = dieBehindEach(steps, site);
            mending.forEach((step, deaths) -> dieWhileMending(step, deaths, site));

            try (var last = life(site, "none")) {
                last.begin();
                site.awaitRest();
            }
            site.assertAllDoneOnce();
            System.out.println("died behind each of " + steps + " and, while that was mended, of " + mending.keySet());
        }
    }

    private List<String> stepsOfAGoodLife(CrashSite site) {
        site.giveErrand();
        try (var life = life(site, "none")) {
            life.begin();
            site.awaitRest();
            return life.steps();
        }
    }

    /** Returns the steps that only a process did that mended what others had left, with the steps behind which these had died. */
    private Map<String, List<String>> dieBehindEach(List<String> steps, CrashSite site) {
        var known = new HashSet<>(steps);
        var mending = new LinkedHashMap<String, List<String>>();
        var next = life(site, steps.getFirst());
        try {
            for (var number = 0; number < steps.size(); number++) {
                var life = next;
                site.giveErrand();
                life.begin();
                next = life(site, number + 1 < steps.size() ? steps.get(number + 1) : "none"); // it starts meanwhile
                try (life) {
                    assertThat(dies(life, site)).as("it dies behind %s%n%s", steps.get(number), life.log()).isTrue();
                }
                var before = steps.subList(Math.max(0, number - DEATHS_REMEMBERED), number).reversed();
                life.steps().stream().filter(known::add).forEach(step -> mending.put(step, before));
            }
        } finally {
            next.close();
        }
        return mending;
    }

    /** Which of the deaths it mends is not known: it is one of them. */
    private void dieWhileMending(String step, List<String> deaths, CrashSite site) {
        for (var death : deaths) {
            try (var first = life(site, death);
                    var second = life(site, step)) {
                site.giveErrand();
                first.begin();
                assertThat(dies(first, site)).as("it dies behind %s%n%s", death, first.log()).isTrue();
                second.begin();
                if (dies(second, site)) {
                    return;
                }
            }
        }
        throw new AssertionError("nobody died behind " + step);
    }

    /** Whether it dies before all is at rest. */
    private static boolean dies(Life life, CrashSite site) {
        site.awaitRestOr(() -> !life.isAlive());
        if (!life.isGoneWithin(AFTER_REST)) {
            return false;
        }
        assertThat(life.exitCode()).as(life.log()).isEqualTo(Steps.DIED);
        return true;
    }

    private Life life(CrashSite site, String last) {
        var settings = new LinkedHashMap<>(SETTINGS);
        settings.put(Steps.LAST, last);
        return Life.of(DyingService.class, logs.resolve("life-" + ++lives + ".log"), site.environment(), settings);
    }
}
