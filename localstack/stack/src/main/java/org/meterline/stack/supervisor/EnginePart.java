package org.meterline.stack.supervisor;

import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.IntSupplier;
import org.meterline.engines.Engine;

/** A part that is an engine: a database, a broker, an emulator. */
final class EnginePart implements Part {

    private final String name;
    private final Engine engine;
    private final IntSupplier port;

    EnginePart(String name, Engine engine, IntSupplier port) {
        this.name = name;
        this.engine = engine;
        this.port = port;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start() {
        engine.start();
    }

    /** Its process tells; only one that is somebody else's has to be asked. */
    @Override
    public boolean isAlive() {
        return engine.process().isPresent() || engine.isReady();
    }

    @Override
    public boolean isReady() {
        return engine.isReady();
    }

    @Override
    public void kill() {
        engine.kill();
    }

    @Override
    public void stop() {
        engine.close();
    }

    @Override
    public OptionalLong pid() {
        return engine.process().stream().mapToLong(ProcessHandle::pid).findFirst();
    }

    @Override
    public OptionalInt port() {
        try {
            return OptionalInt.of(port.getAsInt());
        } catch (IllegalStateException notStarted) {
            return OptionalInt.empty();
        }
    }
}
