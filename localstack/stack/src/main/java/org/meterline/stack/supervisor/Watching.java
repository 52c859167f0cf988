package org.meterline.stack.supervisor;

import java.util.Map;
import java.util.TreeMap;

/**
 * What our processes are told about being watched: {@code METERLINE_LOGS}, which is {@code text} here, where people read, unless a
 * person says {@code json}, and OpenTelemetry's own variables as they are.
 */
final class Watching {

    private static final String LOGS = "METERLINE_LOGS";
    private static final String JSON = "json";

    private Watching() {}

    static Map<String, String> environment(Map<String, String> ours) {
        var environment = new TreeMap<String, String>();
        ours.forEach((name, value) -> {
            if (name.startsWith("OTEL_")) {
                environment.put(name, value);
            }
        });
        environment.put(LOGS, JSON.equals(ours.get(LOGS)) ? JSON : "text");
        return environment;
    }
}
