package org.meterline.stack.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meterline.stack.storm.IngestBench;
import org.meterline.stack.supervisor.Checkout;
import org.meterline.stack.supervisor.Home;
import org.meterline.stack.supervisor.Settings;

/** The benches still run, and what they measure is really done. Their figures are looked at by people, not here. */
@Tag("bench")
class BenchIT {

    private static BenchHouse house;

    private final StringWriter said = new StringWriter();
    private final Report report = new Report(new PrintWriter(said));

    @BeforeAll
    static void build() {
        var checkout = new Checkout(Path.of(System.getProperty("meterline.root")));
        house = new BenchHouse(Path.of("target", "bench"), checkout, Size.TINY.batched());
    }

    @AfterAll
    static void tearDown() {
        house.close();
    }

    @Test
    void consumers_beside_the_database_alone() throws Exception {
        assumeTrue(Pgbench.installed().isPresent(), "pgbench is not installed");

        new ConsumerBench(house, List.of(Work.READINGS), Size.TINY, report).run();

        assertThat(said.toString()).contains("READINGS one by one: median ratio");
    }

    @Test
    void batches_beside_one_by_one() throws Exception {
        new BatchBench(house, Size.TINY, report).run();

        assertThat(said.toString())
                .contains("MESSAGES by 100 over one by one: median ratio")
                .contains("wait for their work: p50");
    }

    @Test
    void the_outbox_beside_a_bare_publisher() throws Exception {
        new OutboxBench(house, Size.TINY, report).run();

        assertThat(said.toString()).contains("relay over bare publisher").contains("from commit to consumer: p50");
    }

    @Test
    void webhooks_at_a_steady_rate(@TempDir Path folder) throws Exception {
        var told = new ByteArrayOutputStream();
        var checkout = new Checkout(Path.of(System.getProperty("meterline.root")));

        new IngestBench(20, Duration.ofSeconds(2), Duration.ofSeconds(3), new PrintStream(told, true, UTF_8))
                .run(new Home(folder.resolve("home")), checkout, Settings.from(System.getenv()));

        assertThat(told.toString(UTF_8))
                .contains("machine: ", "load ")
                .contains("60 webhooks, 20 a second asked for", "; 0 not answered 200")
                .containsPattern("p99 \\d+ ms \\(goal below 300: (reached|MISSED)\\)")
                .containsPattern("handler \\d+\\.\\d+ ms \\(goal at most 5: (reached|MISSED)\\)");
    }

    @Test
    void starts_with_and_without_what_makes_them_quick() throws Exception {
        new StartBench(house, Size.TINY, report).run();

        assertThat(said.toString())
                .contains("billing, start to ready with the AOT cache over plain: median ratio")
                .contains("ingest, first invocation after priming over a warm one: median ratio")
                .contains("reader, CACHED: init", "reader, PRIMED: init");
    }
}
