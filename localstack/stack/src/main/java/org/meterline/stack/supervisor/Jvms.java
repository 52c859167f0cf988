package org.meterline.stack.supervisor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.meterline.stack.process.ClassArchive;
import org.meterline.stack.process.JavaProcess;

/** The JVMs of the system, small ones that start quickly: serial collector, class archive, and the first compiler only. */
record Jvms(Home home, Checkout checkout, boolean classArchives) {

    /**
     * A program to run.
     *
     * @param name what commands call it
     * @param module the module whose artefact it is
     * @param flags what the JVM is told besides
     * @param arguments what the program is told
     */
    record Program(
            String name, String module, String main, int heapMegabytes, List<String> flags, List<String> arguments) {}

    /** A part that is one of them, with its port and what tells whether it is ready. */
    ProcessPart part(Program program, Map<String, String> environment, int port, BooleanSupplier ready) {
        var name = program.name();
        return new ProcessPart(
                name, new JavaProcess(command(program), environment, home.log(name), home.pidFile(name)), port, ready);
    }

    private List<String> command(Program program) {
        var command = new ArrayList<String>();
        command.add(Checkout.java().toString());
        command.add("-Xmx" + program.heapMegabytes() + "m");
        command.add("-XX:+UseSerialGC");
        command.add("-XX:TieredStopAtLevel=1");
        if (classArchives) {
            command.addAll(ClassArchive.flags(home.archive(program.name())));
        }
        command.addAll(program.flags());
        command.addAll(List.of("-classpath", String.join(":", checkout.classPath(program.module())), program.main()));
        command.addAll(program.arguments());
        return command;
    }
}
