package org.meterline.stack.docker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.meterline.stack.supervisor.StartException;

/** A program of somebody else's that has to be on the path: docker, sam. What it says goes to the screen as it says it. */
final class Tool {

    private final String name;
    private final String howToGetIt;
    private final Path folder;
    private final Map<String, String> environment;

    Tool(String name, String howToGetIt, Path folder, Map<String, String> environment) {
        this.name = name;
        this.howToGetIt = howToGetIt;
        this.folder = folder;
        this.environment = Map.copyOf(environment);
    }

    /** Runs it to its end. @throws StartException when it is not there, or ends with anything but 0 */
    void run(String... arguments) throws InterruptedException {
        var process = start(
                new ProcessBuilder().redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.INHERIT),
                arguments);
        var exit = process.waitFor();
        if (exit != 0) {
            throw new StartException(
                    "'" + name + " " + arguments[0] + "' ended with " + exit + "; what it says is above");
        }
    }

    /** Runs it for nothing but whether it works, unheard. @throws StartException as {@link #run} */
    void check(String... arguments) throws InterruptedException {
        var exit = start(
                        new ProcessBuilder().redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD),
                        arguments)
                .waitFor();
        if (exit != 0) {
            throw new StartException("'" + name + " " + String.join(" ", arguments) + "' ended with " + exit);
        }
    }

    private Process start(ProcessBuilder builder, String... arguments) {
        var command = new ArrayList<>(List.of(name));
        command.addAll(List.of(arguments));
        builder.command(command).directory(folder.toFile()).environment().putAll(environment);
        try {
            var process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException notThere) {
            throw new StartException("there is no '" + name + "' on the path: " + howToGetIt, notThere);
        }
    }
}
