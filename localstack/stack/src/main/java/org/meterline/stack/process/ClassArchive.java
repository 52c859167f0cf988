package org.meterline.stack.process;

import java.nio.file.Path;
import java.util.List;

/**
 * An archive of the classes that a JVM has loaded. The first run writes it when it ends, later runs start in less than half the
 * time; one that does not fit the jars any more is ignored and written anew.
 */
public final class ClassArchive {

    /** The flag that makes a JVM write it. */
    public static final String MAKE = "-XX:+AutoCreateSharedArchive";

    private ClassArchive() {}

    /** The flags of a JVM that uses an archive and writes it. */
    public static List<String> flags(Path archive) {
        return List.of(
                "-XX:SharedArchiveFile=" + archive, MAKE, "-Xlog:cds=off", "-Xlog:cds+dynamic=off", "-Xlog:aot=off");
    }
}
