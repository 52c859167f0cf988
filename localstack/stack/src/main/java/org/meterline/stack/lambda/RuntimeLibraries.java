package org.meterline.stack.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarFile;

/**
 * The folder with AWS's runtime interface client. Its native part is unpacked here once: left to itself, every JVM writes it to
 * the same file in {@code /tmp}, and two that start at once take it from under each other.
 */
final class RuntimeLibraries {

    private static final String CLIENT_JAR = "aws-lambda-java-runtime-interface-client";
    private static final String NATIVE_PROPERTY =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

    private final Path folder;
    private final Path nativePart;

    RuntimeLibraries(Path folder) {
        this.folder = folder;
        this.nativePart = unpack(folder);
    }

    String classPath() {
        return folder.resolve("*").toString();
    }

    List<String> jvmFlags() {
        return List.of("-D" + NATIVE_PROPERTY + "=" + nativePart);
    }

    private static synchronized Path unpack(Path folder) {
        var name = "libaws-lambda-jni." + platform() + ".so";
        var unpacked = folder.resolve(name);
        if (Files.exists(unpacked)) {
            return unpacked;
        }
        try (var jar = new JarFile(clientJar(folder).toFile());
                var entry = jar.getInputStream(jar.getJarEntry("jni/" + name))) {
            var fresh = Files.createTempFile(folder, "native", ".so");
            Files.copy(entry, fresh, StandardCopyOption.REPLACE_EXISTING);
            return Files.move(fresh, unpacked, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot unpack " + name, failure);
        }
    }

    private static Path clientJar(Path folder) throws IOException {
        try (var jars = Files.newDirectoryStream(folder, CLIENT_JAR + "-*.jar")) {
            return jars.iterator().next();
        }
    }

    private static String platform() {
        var os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (!os.startsWith("linux")) {
            throw new IllegalStateException(
                    "AWS's runtime interface client runs on Linux only; on this machine use a Linux container or virtual machine");
        }
        var processor = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
        var musl = Files.exists(
                Path.of("/lib/ld-musl-" + System.getProperty("os.arch").replace("amd64", "x86_64") + ".so.1"));
        return (musl ? "linux_musl-" : "linux-") + processor;
    }
}
