package org.meterline.stack.storm;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;

/** The quiet after the storm: every message at rest, also those that no webhook told of, and nobody has anything left to do. */
final class Calm {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int LOOKS = 3; // in a row: between two steps of one message all can look quiet

    private final Stores stores;
    private final Outside outside;

    Calm(Stores stores, Outside outside) {
        this.stores = stores;
        this.outside = outside;
    }

    /** Waits for it; false when it does not come in time. */
    boolean await(Duration limit) throws InterruptedException {
        var giveUpNanos = System.nanoTime() + limit.toNanos();
        var looks = 0;
        while (System.nanoTime() < giveUpNanos) {
            looks = isNow() ? looks + 1 : 0;
            if (looks == LOOKS) {
                return true;
            }
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        }
        return false;
    }

    private boolean isNow() throws InterruptedException {
        try {
            if (stores.oldestOnItsWay().isPresent() || stores.undone() > 0) {
                return false;
            }
            for (var sid : new ArrayList<>(outside.untaken())) {
                if (!stores.has(sid)) {
                    return false;
                }
                outside.untaken().remove(sid); // its way is followed like any other's from here
            }
            return true;
        } catch (IOException | SQLException notNow) {
            return false;
        }
    }
}
