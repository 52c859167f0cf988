package org.meterline.stack.supervisor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The artefacts of a checkout, as they are deployed: a jar and its libraries per process. */
public record Checkout(Path root) {

    /** The folder with AWS's runtime interface client. */
    public Path lambdaRuntime() {
        return existing(root.resolve("localstack/stack/target/lambda-runtime"));
    }

    /** The class path of a module's artefact. */
    public List<String> classPath(String module) {
        var target = root.resolve(module).resolve("target");
        var name = root.resolve(module).getFileName() + ".jar";
        return List.of(
                existing(target.resolve(name)).toString(),
                existing(target.resolve("lib")).resolve("*").toString());
    }

    /** The sample photos. */
    public Path samples() {
        return root.resolve("ocr-lambda/src/main/samples");
    }

    /** The program that runs this JVM: the parts run on the same. */
    public static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    private static Path existing(Path artefact) {
        if (!Files.exists(artefact)) {
            throw new StartException(artefact + " is missing: build first, with ./mvnw -DskipTests package");
        }
        return artefact;
    }
}
