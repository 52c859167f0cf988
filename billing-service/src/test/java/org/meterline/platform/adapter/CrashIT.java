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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.meterline.engines.junit.AwsExtension;
import org.meterline.engines.junit.PostgresExtension;

/**
 * Processes of the service that are gone behind each of its steps in turn: a commit, a publication, its confirm, an
 * acknowledgement, a call of the provider, an update of the message table. Which steps there are on which road is seen in a process
 * that lives.
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
            CrashSite.RUNG.toString(),
            "meterline.messaging.ask-after",
            "200ms",
            "meterline.messaging.abandoned-after",
            "4s");

    private static final ToolProvider JAR = ToolProvider.findFirst("jar").orElseThrow();
    private static final String IN_HAND = "commit of Claims.claim";
    private static final Duration AFTER_REST = Duration.ofSeconds(3);
    private static final Road[] ROADS =
            Stream.of(Road.values()).filter(road -> road != Road.POISON).toArray(Road[]::new); // DISCARDED begins so

    @TempDir
    private Path folder;

    private final List<Life> lives = new ArrayList<>();
    private String classPath = "";
    private List<String> start = List.of();

    /**
     * One death.
     *
     * @param step the last one that is done
     * @param errands what is asked for before
     */
    private record Death(String step, Road... errands) {}

    @AfterEach
    void nobodyLivesOn() {
        lives.forEach(Life::close);
    }

    @Test
    void behind_whichever_step_a_process_dies_the_next_one_finishes_its_errand_and_nothing_is_done_twice()
            throws Exception {
        try (var site = new CrashSite(
                postgres, aws, Path.of("target", "engines", "crash").toAbsolutePath())) {
            classPath = jarsOf(System.getProperty("java.class.path"));
            var steps = stepsOfAGoodLife(site);
            assertThat(steps.values()).as("roads with steps of their own").contains(ROADS);

            var mending = new ArrayList<>(stepsOf(lastOf(deathsBehind(steps), site), site));
            mending.removeAll(steps.keySet());
            assertThat(mending).as("steps of a life that mends").isNotEmpty();
            stepsOf(lastOf(deathsOverMending(mending), site), site);

            site.assertAllDoneOnce();
            System.out.println("died behind each of " + steps + " and, while that was mended, of " + mending);
        }
    }

    /**
     * The steps of one errand after the other, each with the road on which it came first. Other processes start three times as fast
     * with what this one leaves behind: its classes, loaded and linked.
     */
    private Map<String, Road> stepsOfAGoodLife(CrashSite site) {
        var classes = folder.resolve("classes.aot");
        start = List.of("-XX:AOTCacheOutput=" + classes);
        var steps = new LinkedHashMap<String, Road>();
        var life = life("none", site);
        life.begin();
        for (var road : ROADS) {
            site.give(road);
            site.awaitRest(life::uri);
            life.steps().forEach(step -> steps.putIfAbsent(step, road));
        }
        life.letGo();
        life.steps().forEach(step -> steps.putIfAbsent(step, ROADS[ROADS.length - 1]));
        start = List.of("-XX:AOTCache=" + classes);
        return steps;
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

    /** In turn behind each; at last with a message in hand, which all else is mended without. */
    private static List<Death> deathsBehind(Map<String, Road> steps) {
        var deaths = new ArrayList<Death>();
        steps.forEach((step, road) -> deaths.add(new Death(step, road)));
        deaths.removeIf(death -> death.step().equals(IN_HAND));
        deaths.add(new Death(IN_HAND, Road.TEXT));
        return deaths;
    }

    /** With a message in hand; then each over mending what the one before has left. */
    private static List<Death> deathsOverMending(List<String> steps) {
        var deaths = new ArrayList<Death>();
        deaths.add(new Death(IN_HAND, Road.TEXT));
        steps.forEach(step -> deaths.add(new Death(step)));
        return deaths;
    }

    /** One dies after the other; the next starts while one still lives. The last of them has not begun yet, and is not to die. */
    private Life lastOf(List<Death> deaths, CrashSite site) {
        var next = life(deaths.getFirst().step(), site);
        for (var number = 0; number < deaths.size(); number++) {
            var life = next;
            var death = deaths.get(number);
            site.give(death.errands());
            life.begin();
            next = life(number + 1 < deaths.size() ? deaths.get(number + 1).step() : "none", site);
            assertDies(life, death.step(), site);
        }
        return next;
    }

    /** Lives until all is at rest, and says what it did. */
    private static List<String> stepsOf(Life life, CrashSite site) {
        life.begin();
        site.awaitRest(life::uri);
        life.close();
        return life.steps();
    }

    /**
     * Dies before all is at rest, or soon after: an acknowledgement is seen by nobody else. What was seen late in the good life may
     * belong to another road; with errands on all of them nobody lives on.
     */
    private static void assertDies(Life life, String step, CrashSite site) {
        site.awaitRestOr(() -> !life.isAlive(), life::uri);
        if (!life.isGoneWithin(AFTER_REST)) {
            site.give(ROADS);
            site.awaitRestOr(() -> !life.isAlive(), life::uri);
        }
        assertThat(life.isGoneWithin(AFTER_REST))
                .as("it dies behind %s%n%s", step, life.log())
                .isTrue();
        assertThat(life.exitCode()).as(life.log()).isEqualTo(Steps.DIED);
    }

    private Life life(String last, CrashSite site) {
        var settings = new LinkedHashMap<>(SETTINGS);
        settings.put(Steps.LAST, last);
        var log = folder.resolve("life-" + lives.size() + ".log");
        var life = Life.of(DyingService.class, log, site.environment(), settings, start, classPath);
        lives.add(life);
        return life;
    }
}
