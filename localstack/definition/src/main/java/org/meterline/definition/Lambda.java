package org.meterline.definition;

import java.util.Map;

/**
 * A function as it is deployed on one machine.
 *
 * @param name what it is called here and in its logs
 * @param module the module that it is built by
 * @param handler the class that is called
 * @param environment what it is told
 * @param memoryMegabytes what its heap is made from, as on AWS
 * @param timeoutSeconds how long one invocation may take
 * @param workersMin how many workers are kept warm
 * @param workersMax how many invocations may run at once
 * @param feed what makes it run
 */
public record Lambda(
        String name,
        String module,
        String handler,
        Map<String, String> environment,
        int memoryMegabytes,
        int timeoutSeconds,
        int workersMin,
        int workersMax,
        Feed feed) {

    @Override
    public String toString() {
        return "Lambda[" + name + "]"; // its environment holds credentials
    }
}
