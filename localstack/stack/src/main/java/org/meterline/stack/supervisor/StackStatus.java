package org.meterline.stack.supervisor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the running system is.
 *
 * @param ready whether every part does its work
 * @param urls where things are, by what they are
 * @param parts the parts in starting order, then the workers
 */
public record StackStatus(boolean ready, Map<String, String> urls, List<PartStatus> parts) {

    /**
     * How one part is.
     *
     * @param state {@code READY}, {@code STARTING} or {@code DOWN}; of a worker {@code STARTING}, {@code IDLE}, {@code BUSY}
     */
    public record PartStatus(
            String name, @Nullable Long pid, @Nullable Integer port, String state) {

        static final String READY = "READY";

        /** Its process, while there is one. */
        Optional<ProcessHandle> process() {
            var known = pid;
            return known == null ? Optional.empty() : ProcessHandle.of(known);
        }
    }
}
