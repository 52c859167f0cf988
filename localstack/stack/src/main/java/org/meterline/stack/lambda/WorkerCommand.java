package org.meterline.stack.lambda;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.meterline.stack.process.ClassArchive;

/** The command that runs a function behind AWS's runtime interface client. */
public final class WorkerCommand {

    private static final String RUNTIME_CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
    private static final int FIRST = 1;

    private WorkerCommand() {}

    /**
     * The command of a function's workers, for who runs one without the function; it wants a Runtime API.
     *
     * @param java the program that runs it
     * @param runtimeLibraries a folder with the runtime interface client and what it needs
     */
    public static List<String> of(FunctionSpec spec, Path java, Path runtimeLibraries) {
        return of(spec, FIRST, java, new RuntimeLibraries(runtimeLibraries));
    }

    static List<String> of(FunctionSpec spec, int number, Path java, RuntimeLibraries runtimeLibraries) {
        var command = new ArrayList<String>();
        command.add(java.toString());
        command.addAll(jvmFlags(spec));
        command.addAll(archiveFlags(spec, number));
        command.addAll(runtimeLibraries.jvmFlags());
        command.add("-classpath");
        command.add(String.join(":", spec.classPath()) + ":" + runtimeLibraries.classPath());
        command.add(RUNTIME_CLIENT);
        command.add(spec.handler());
        return command;
    }

    /** The flags of AWS's java25 runtime, and what keeps a handful of them small on one machine. */
    private static List<String> jvmFlags(FunctionSpec spec) {
        return List.of(
                "-Xmx" + spec.memoryMegabytes() * 85 / 100 + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.awt.headless=true");
    }

    /** Every worker uses the archive of loaded classes; the first one makes it when it ends, if it is missing or old. */
    private static List<String> archiveFlags(FunctionSpec spec, int number) {
        if (spec.archive() == null) {
            return List.of();
        }
        var flags = new ArrayList<>(ClassArchive.flags(spec.archive()));
        if (number != FIRST) {
            flags.remove(ClassArchive.MAKE);
        }
        return flags;
    }
}
