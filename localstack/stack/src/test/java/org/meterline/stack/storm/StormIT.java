package org.meterline.stack.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meterline.definition.Pace;
import org.meterline.stack.supervisor.Checkout;
import org.meterline.stack.supervisor.Settings;

/** A short storm through the whole system: what {@code ./meterline storm} does for half an hour, in two minutes. */
class StormIT {

    private static final int MESSAGES = 2_000;
    private static final int FAULTS = 12;
    private static final long SEED = 114_481; // its twelve faults kill every part once
    private static final int PER_SECOND = 40;
    private static final Settings QUICK_TO_COME_BACK = new Settings(new Pace(10, 15, 2, 3, 30), 20_000, false, false);

    @TempDir
    Path folder;

    @Test
    void two_thousand_webhooks_and_twelve_faults_lose_nothing_and_do_nothing_twice() throws Exception {
        var checkout = new Checkout(Path.of(System.getProperty("meterline.root")));
        var settings = new StormSettings(MESSAGES, FAULTS, SEED, PER_SECOND, folder.resolve("home"), null);

        var outcome = new Storm(settings, checkout, QUICK_TO_COME_BACK, System.out).run();

        // how quickly webhooks are answered is the machine's affair here; the command asks for that, too
        assertThat(outcome.wrong())
                .as("what went wrong in the storm with seed %d", SEED)
                .isEmpty();
        assertThat(outcome.webhooks()).as("the storm was one").isGreaterThan(MESSAGES * 3 / 4);
    }
}
