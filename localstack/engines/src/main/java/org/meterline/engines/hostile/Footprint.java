package org.meterline.engines.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What this process takes of the machine's memory once its garbage is gone: what goes up from round to round was kept. */
public final class Footprint {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";
    private static final int SHRINKING_STEPS = 4; // the serial collector gives back nothing, a tenth, four tenths, all

    private Footprint() {}

    /** The objects on the heap. */
    public static long heapBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /**
     * All memory that is backed by the machine's, native libraries' as well. With the serial collector the heap gives back what it
     * does not need. Empty where the system does not say it.
     */
    public static OptionalLong residentBytes() {
        if (!Files.isReadable(STATUS)) {
            return OptionalLong.empty();
        }
        for (var step = 0; step < SHRINKING_STEPS; step++) {
            System.gc();
        }
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(RESIDENT))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1_024)
                    .findFirst();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
