package org.meterline.stack.gateway;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meterline.definition.Lambda;

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
     * One function, and where it is on this machine.
     *
     * @param lambda what it is, is told and is fed by
     * @param classPath its jars, and folders of jars as {@code folder/*}
     * @param archive where its first worker keeps an archive of loaded classes; null for none
     * @param log where its workers write
     */
    public record Function(
            Lambda lambda, List<String> classPath, @Nullable Path archive, Path log) {}
}
