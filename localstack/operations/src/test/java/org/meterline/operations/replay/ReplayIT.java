package org.meterline.operations.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.meterline.engines.junit.AwsExtension;
import org.meterline.engines.junit.PostgresExtension;
import org.meterline.engines.junit.RabbitMqExtension;
import org.meterline.operations.TestDeployment;
import org.meterline.operations.replay.Replay.What;
import org.meterline.operations.store.Stores;

/** What a replay puts on which queue. */
class ReplayIT {

    @RegisterExtension
    static final AwsExtension AWS = new AwsExtension();

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @RegisterExtension
    static final RabbitMqExtension RABBIT = new RabbitMqExtension();

    @TempDir
    static Path folder;

    private static final String PHONE = "+27820001111";
    private static final String PHOTO = "MM%032x".formatted(1);
    private static final String LOST = "MM%032x".formatted(2);
    private static final String TEXT = "SM%032x".formatted(3);
    private static final String KEY = "meters/2026/11/" + PHOTO + ".jpg";

    private static TestDeployment world;

    @BeforeAll
    static void deploy() throws Exception {
        world = new TestDeployment(AWS, POSTGRES, RABBIT, folder);
        world.record(
                PHOTO, PHONE, "", Map.of("kind", "PHOTO", "s3Key", KEY, "ocrState", "READ", "outcome", "RECORDED"));
        world.record(LOST, PHONE, "", Map.of("kind", "PHOTO"));
        world.record(TEXT, PHONE, "hello", Map.of("kind", "TEXT", "outcome", "ANSWERED"));
    }

    @AfterAll
    static void close() throws Exception {
        if (world != null) {
            world.close();
        }
    }

    @BeforeEach
    void clear() {
        world.take("meterline-replays");
        world.take("meterline-photos");
    }

    @Test
    void a_message_goes_to_ingest_and_its_photo_to_the_reader() {
        var report = replay(ids(PHOTO), What.EVERYTHING, false);

        assertThat(report).isEqualTo(new ReplayReport(1, 2, Map.of(), Map.of()));
        assertThat(world.take("meterline-replays")).containsExactly("{\"messageId\":\"" + PHOTO + "\"}");
        assertThat(world.take("meterline-photos"))
                .singleElement()
                .asString()
                .contains(
                        "\"key\":\"" + KEY + "\"",
                        "\"eventSource\":\"aws:s3\"",
                        "\"eventName\":\"ObjectCreated:Replay\"");
    }

    @Test
    void only_what_is_asked_for_is_replayed() {
        assertThat(replay(ids(PHOTO), What.MESSAGES, false).replayed()).isOne();
        assertThat(world.take("meterline-photos")).isEmpty();
        assertThat(replay(ids(PHOTO), What.PHOTOS, false).replayed()).isOne();
        assertThat(world.take("meterline-replays")).hasSize(1);
    }

    @Test
    void states_and_times_select() {
        var now = Instant.now();

        assertThat(replay(new Selection(Set.of(), null, null, "UNSETTLED"), What.MESSAGES, false)
                        .found())
                .isOne();
        assertThat(world.take("meterline-replays")).singleElement().asString().contains(LOST);
        assertThat(replay(new Selection(Set.of(), null, null, "RECORDED"), What.MESSAGES, true)
                        .found())
                .isOne();
        assertThat(replay(new Selection(Set.of(), null, now, null), What.MESSAGES, true)
                        .found())
                .isEqualTo(3);
        assertThat(replay(new Selection(Set.of(), now, null, null), What.MESSAGES, true)
                        .found())
                .isZero();
    }

    @Test
    void a_dry_run_only_counts() {
        var report = replay(new Selection(Set.of(), null, null, "PUBLISHED"), What.EVERYTHING, true);

        assertThat(report.found()).isEqualTo(3);
        assertThat(report.replayed()).isZero();
        assertThat(world.take("meterline-replays")).isEmpty();
        assertThat(world.take("meterline-photos")).isEmpty();
    }

    @Test
    void everything_that_is_queued_keeps_the_pace_and_progress_is_told_of_each_message() {
        var clock = new PretendClock();
        var begin = clock.nanos();
        var told = new ArrayList<ReplayReport>();
        try (var stores = new Stores(world.target())) {
            var all = new Selection(Set.of(), null, null, "PUBLISHED");
            new Replay(stores, told::add, clock).run(new Replay.Options(all, What.EVERYTHING, true, 2));
            assertThat(clock.nanos()).as("counting takes no turns").isEqualTo(begin);
            told.clear();

            new Replay(stores, told::add, clock).run(new Replay.Options(all, What.EVERYTHING, false, 2));
        }

        assertThat(clock.nanos() - begin).as("four turns").isEqualTo(1_500_000_000);
        assertThat(told).extracting(ReplayReport::found).containsExactly(1L, 2L, 3L);
        assertThat(told.getLast().replayed()).isEqualTo(4);
        assertThat(world.take("meterline-replays")).hasSize(3);
        assertThat(world.take("meterline-photos")).hasSize(1);
    }

    @Test
    void what_cannot_be_replayed_is_told() {
        var report = replay(ids(LOST, "SM%032x".formatted(404)), What.PHOTOS, false);

        assertThat(report.replayed()).isZero();
        assertThat(report.skipped()).containsOnlyKeys("a photo that is not stored yet: the sweeper is after it");
        assertThat(report.failed()).containsOnlyKeys("no such message");
    }

    @Test
    void a_further_photo_is_found_by_its_message() {
        assertThat(Selection.messageOf(PHOTO + "-3")).isEqualTo(PHOTO);
        assertThat(Selection.messageOf(PHOTO)).isEqualTo(PHOTO);
        assertThat(Selection.messageOf(TEXT + "/delivered")).isEqualTo(TEXT + "/delivered");
    }

    private static Selection ids(String... ids) {
        return new Selection(Set.of(ids), null, null, null);
    }

    private static ReplayReport replay(Selection selection, What what, boolean dryRun) {
        try (var stores = new Stores(world.target())) {
            return new Replay(stores, report -> {}).run(new Replay.Options(selection, what, dryRun, 1_000));
        }
    }
}
