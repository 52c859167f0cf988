package org.meterline.stack.gateway;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the lambda host runs, as the supervisor writes it to a file that only its user can read.
 *
 * @param doorPort where webhooks come in
 * @param controlPort where the supervisor asks
 * @param java the program that runs workers
 * @param runtimeLibraries the folder with the runtime interface client
 * @param sqsEndpoint where the queues are
 * @param functions what it runs
 */
public record HostPlan(
        int doorPort, int controlPort, Path java, Path runtimeLibraries, String sqsEndpoint, List<Function> functions) {

    /**
     * One function and what feeds it.
     *
     * @param webhooks whether the door hands requests to it
     * @param queue the queue that feeds it
     * @param everySeconds how often the schedule runs it; 0 for never
     */
    public record Function(
            String name,
            String handler,
            List<String> classPath,
            Map<String, String> environment,
            @Nullable Path archive,
            int memoryMegabytes,
            int timeoutSeconds,
            int workersMin,
            int workersMax,
            Path log,
            boolean webhooks,
            @Nullable String queue,
            int everySeconds) {

        @Override
        public String toString() {
            return "Function[" + name + "]"; // its environment holds credentials
        }
    }
}
