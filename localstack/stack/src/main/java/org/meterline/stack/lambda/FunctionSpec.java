package org.meterline.stack.lambda;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A function as it is deployed: its code, its handler, its settings and its limits.
 *
 * @param name what it is called, here and in its logs
 * @param handler {@code package.Class::method}
 * @param classPath its jars, and folders of jars as {@code folder/*}
 * @param environment its settings; nothing else of this machine's environment reaches it
 * @param archive where its first worker keeps an archive of loaded classes, for quicker starts; null for none
 * @param memoryMegabytes what AWS would give it; the heap is 85 % of it, as on AWS
 * @param timeout how long one invocation may take before its worker is killed
 * @param workersMin how many workers are kept warm
 * @param workersMax how many invocations may run at once
 * @param log where its workers write
 */
public record FunctionSpec(
        String name,
        String handler,
        List<String> classPath,
        Map<String, String> environment,
        @Nullable Path archive,
        int memoryMegabytes,
        Duration timeout,
        int workersMin,
        int workersMax,
        Path log) {

    public FunctionSpec {
        if (workersMin < 0 || workersMax < 1 || workersMin > workersMax) {
            throw new IllegalArgumentException(name + " cannot have " + workersMin + " to " + workersMax + " workers");
        }
        classPath = List.copyOf(classPath);
        environment = Map.copyOf(environment);
    }

    /** How AWS would name it in an event. */
    String arn() {
        return "arn:aws:lambda:eu-central-1:000000000000:function:" + name;
    }
}
