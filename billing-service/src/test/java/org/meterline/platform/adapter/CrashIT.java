package org.meterline.platform.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
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

    private static final ToolProvider JAR = ToolProvider.findFirst("jar").orElseThrow();
    private static final String IN_HAND = "commit of Claims.claim";
    private static final Duration AFTER_REST = Duration.ofSeconds(5); // an acknowledgement is seen by nobody else

    @TempDir
    private Path folder;

    private String classPath = "";
    private List<String> start = List.of();

    private int lives;

    @Test
    void behind_whichever_step_a_process_dies_the_next_one_finishes_its_errand_and_nothing_is_done_twice()
            throws Exception {
        try (var site = new CrashSite(
                postgres, aws, Path.of("target", "engines", "crash").toAbsolutePath())) {
            classPath = jarsOf(System.getProperty("java.class.path"));
            var steps = stepsOfAGoodLife(site);
            assertThat(steps).as("steps of a good life").hasSizeGreaterThan(15);

            dieBehindEach(steps, site);
            var mending = stepsOfMending(steps, site);
            mending.forEach(step -> dieWhileMending(step, site));

            try (var last = life(site, "none")) {
                last.begin();
                site.awaitRest();
            }
            site.assertAllDoneOnce();
            System.out.println("died behind each of " + steps + " and, while that was mended, of " + mending);
        }
    }

    /** The others start three times as fast with what this one leaves behind: its classes, loaded and linked. */
    private List<String> stepsOfAGoodLife(CrashSite site) {
        var classes = folder.resolve("classes.aot");
        start = List.of("-XX:AOTCacheOutput=" + classes);
        site.giveErrand();
        try (var life = life(site, "none")) {
            life.begin();
            site.awaitRest();
            life.letGo();
            start = List.of("-XX:AOTCache=" + classes);
            return life.steps();
        }
    }

    /** A class path without directories, which no cache is made of. */
    private String jarsOf(String directoriesAndJars) {
        var jars = new ArrayList<String>();
        for (var entry : directoriesAndJars.split(File.pathSeparator)) {
            if (Files.isDirectory(Path.of(entry))) {
                var jar = folder.resolve(jars.size() + ".jar").toString();
                var made = JAR.run(System.out, System.err, "--create", "--file", jar, "-C", entry, ".");
                assertThat(made).as("a jar of %s", entry).isZero();
                jars.add(jar);
            } else {
                jars.add(entry);
            }
        }
        return String.join(File.pathSeparator, jars);
    }

    private void dieBehindEach(List<String> steps, CrashSite site) {
        var next = life(site, steps.getFirst());
        try {
            for (var number = 0; number < steps.size(); number++) {
                var life = next;
                site.giveErrand();
                life.begin();
                next = life(site, number + 1 < steps.size() ? steps.get(number + 1) : "none"); // it starts meanwhile
                try (life) {
                    assertThat(dies(life, site))
                            .as("it dies behind %s%n%s", steps.get(number), life.log())
                            .isTrue();
                }
            }
        } finally {
            next.close();
        }
    }

    /** What only a process does that finds a message in a dead one's hand. All else is mended by doing it again. */
    private List<String> stepsOfMending(List<String> known, CrashSite site) {
        dieWithAMessageInHand(site);
        try (var life = life(site, "none")) {
            life.begin();
            site.awaitRest();
            var steps = new ArrayList<>(life.steps());
            steps.removeAll(known);
            assertThat(steps).as("steps of a life that mends").isNotEmpty();
            return steps;
        }
    }

    private void dieWhileMending(String step, CrashSite site) {
        dieWithAMessageInHand(site);
        try (var life = life(site, step)) {
            life.begin();
            assertThat(dies(life, site))
                    .as("it dies behind %s%n%s", step, life.log())
                    .isTrue();
        }
    }

    private void dieWithAMessageInHand(CrashSite site) {
        try (var life = life(site, IN_HAND)) {
            site.giveErrand();
            life.begin();
            assertThat(dies(life, site))
                    .as("it dies behind %s%n%s", IN_HAND, life.log())
                    .isTrue();
        }
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
        var log = folder.resolve("life-" + ++lives + ".log");
        return Life.of(DyingService.class, log, site.environment(), settings, start, classPath);
    }
}
