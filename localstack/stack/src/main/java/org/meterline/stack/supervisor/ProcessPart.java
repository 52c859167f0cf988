package org.meterline.stack.supervisor;

import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.meterline.stack.process.JavaProcess;

/** A part that is one JVM of ours. */
record ProcessPart(String name, JavaProcess process, int portNumber, BooleanSupplier probe) implements Part {

    @Override
    public void start() {
        process.start();
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public boolean isReady() {
        return process.isAlive() && probe.getAsBoolean();
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public void stop() {
        process.stop();
    }

    @Override
    public OptionalLong pid() {
        return process.pid().map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    @Override
    public OptionalInt port() {
        return OptionalInt.of(portNumber);
    }
}
