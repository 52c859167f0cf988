package org.meterline.stack.storm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Lets a process with all that descends from it stand still, and go on. */
final class Signals {

    private final List<ProcessHandle> processes;

    Signals(ProcessHandle root) {
        processes = Stream.concat(Stream.of(root), root.descendants()).toList();
    }

    void stop() throws IOException, InterruptedException {
        send("STOP");
    }

    void proceed() throws IOException, InterruptedException {
        send("CONT");
    }

    private void send(String signal) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("kill", "-" + signal));
        processes.stream()
                .filter(ProcessHandle::isAlive)
                .map(process -> Long.toString(process.pid()))
                .forEach(command::add);
        int unused = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
