package org.meterline.ingest.planted;

import java.time.Instant;
import org.meterline.ocr.planted.Other;
import org.meterline.simulator.planted.Toy;

/** Breaks each law once. */
final class BreaksEveryLawManager {

    private final Other neighbour = new Other();
    private final Toy toy = new Toy();

    Instant asksTheMachine() {
        return Instant.now();
    }

    String readsTheEnvironment() {
        return System.getenv("SECRET");
    }

    void prints() {
        System.out.println(neighbour.toString() + toy);
    }
}
