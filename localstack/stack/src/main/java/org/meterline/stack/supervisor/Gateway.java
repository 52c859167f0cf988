package org.meterline.stack.supervisor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.meterline.stack.supervisor.StackStatus.PartStatus;

/** The process {@code gateway} with the lambdas' workers, as its supervisor asks it by its control port. */
final class Gateway {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Probe probe;
    private final String control;

    Gateway(Probe probe, String control) {
        this.probe = probe;
        this.control = control;
    }

    /** Whether every function has the workers that it begins with. */
    boolean isReady() {
        return asked().path("ready").asBoolean();
    }

    /** How the workers are; none while the gateway does not answer. */
    List<PartStatus> workers() {
        var workers = new ArrayList<PartStatus>();
        for (var worker : asked().path("workers")) {
            workers.add(new PartStatus(
                    worker.path("name").asText(),
                    worker.path("pid").asLong(),
                    null,
                    worker.path("state").asText()));
        }
        return workers;
    }

    /** Whether a function has a worker that works, or could. */
    boolean hasWorker(String function) {
        return workers().stream()
                .anyMatch(worker -> worker.name().matches(Pattern.quote(function) + "-\\d+")
                        && !worker.state().equals("STARTING")
                        && worker.process().isPresent());
    }

    /** Ends a worker as a crash would; its function starts another one. False when there is no such worker. */
    boolean kill(String name) {
        return workers().stream()
                .filter(worker -> worker.name().equals(name))
                .findFirst()
                .flatMap(PartStatus::process)
                .map(ProcessHandle::destroyForcibly)
                .orElse(false);
    }

    /** How often each function was invoked since it started. */
    Map<String, Long> invocations() {
        var invocations = new TreeMap<String, Long>();
        asked().path("invocations")
                .properties()
                .forEach(function ->
                        invocations.put(function.getKey(), function.getValue().asLong()));
        return invocations;
    }

    /** Whether idle workers stand still between two invocations. */
    void freezeIdle(boolean frozen) {
        try {
            probe.post(control + "/frozen/" + frozen);
        } catch (IOException failure) {
            throw new UncheckedIOException("the gateway does not answer", failure);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private JsonNode asked() {
        try {
            return JSON.readTree(probe.get(control + "/workers").body());
        } catch (IOException notThere) {
            return JSON.createObjectNode();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return JSON.createObjectNode();
        }
    }
}
