package org.meterline.stack.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.meterline.definition.Pace;
import org.meterline.stack.supervisor.Checkout;
import org.meterline.stack.supervisor.Settings;

/** A short storm through the whole system: what {@code ./meterline storm} does for half an hour, in two minutes. */
class StormIT {

    private static final int MESSAGES = 2_000;
    private static final int FAULTS = 12;
    private static final int FELT_MIN = 11; // one may find a line on which nothing happens to pass just then
    private static final int WEBHOOKS_MIN = MESSAGES * 9 / 10; // so many are meant; what is drawn is a few percent off
    private static final long SEED = 557_132; // its twelve faults kill every part once
    private static final int PER_SECOND = 40;
    private static final Settings QUICK_TO_COME_BACK = new Settings(new Pace(10, 15, 2, 3, 30), 20_000, false, false);

    @TempDir
    Path folder;

    /** Four minutes are meant; one more is for machines that are slower than two quiet cores. */
    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void two_thousand_webhooks_and_twelve_faults_lose_nothing_and_do_nothing_twice() throws Exception {
        var checkout = new Checkout(Path.of(System.getProperty("meterline.root")));
        var report = folder.resolve("report");
        var settings = new StormSettings(MESSAGES, FAULTS, SEED, PER_SECOND, folder.resolve("home"), report);

        var outcome = new Storm(settings, checkout, QUICK_TO_COME_BACK, System.out).run();

        // how quickly webhooks are answered is the machine's affair here; the command asks for that, too
        assertThat(outcome.wrong())
                .as("what went wrong in the storm with seed %d", SEED)
                .isEmpty();
        assertThat(outcome.faults()).as("faults that hit somebody").isGreaterThanOrEqualTo(FELT_MIN);
        assertThat(outcome.kinds()).as("kinds of these").isGreaterThanOrEqualTo(FELT_MIN);
        assertThat(outcome.webhooks()).as("the storm was one").isGreaterThan(WEBHOOKS_MIN);
        assertThat(report.resolve("storm.txt"))
                .content()
                .contains("0 violations in ")
                .contains("parts of messages: ");
        assertThat(report.resolve("storm.csv")).content().startsWith("seconds,webhooks,lag_seconds,part,megabytes\n");
        assertThat(report.resolve("storm.svg")).content().startsWith("<svg").contains("</svg>");
    }
}
