package org.meterline.simulator;

import java.io.IOException;
import java.time.InstantSource;

/** The process: reads its environment, starts a {@link Simulation}, says {@code ready http://127.0.0.1:PORT} and stays. */
public final class TwilioSimulator {

    private TwilioSimulator() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        SimulatorSettings settings;
        try {
            settings = SimulatorSettings.from(System.getenv());
        } catch (IllegalArgumentException incomplete) {
            System.err.println("simulator: " + incomplete.getMessage());
            System.exit(2);
            return;
        }
        var simulation = Simulation.start(settings, InstantSource.system());
        Runtime.getRuntime().addShutdownHook(new Thread(simulation::close, "close"));
        System.out.println("ready " + simulation.origin());
        Thread.currentThread().join();
    }
}
