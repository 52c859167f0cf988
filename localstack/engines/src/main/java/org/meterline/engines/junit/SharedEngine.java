package org.meterline.engines.junit;

import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.meterline.engines.Engine;

/**
 * The one engine of its kind in this JVM. Its state lies under the module's {@code target}, or where {@code meterline.test.engines} says, so
 * that two JVMs may test one module side by side, and begins empty.
 */
final class SharedEngine<E extends Engine> {

    private final String directory;
    private final Function<Path, E> make;
    private @Nullable E engine;

    SharedEngine(String directory, Function<Path, E> make) {
        this.directory = directory;
        this.make = make;
    }

    /** Started on the first call. Its own shutdown hook ends it. */
    synchronized E running() {
        var running = engine;
        if (running == null) {
            running = make.apply(Path.of(System.getProperty("meterline.test.engines", "target/engines"), directory));
            running.erase();
            running.start();
            engine = running;
        }
        return running;
    }
}
