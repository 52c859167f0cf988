package org.meterline.engines;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * RabbitMQ's programs on this machine: the script that becomes the node, Erlang's port mapper, and, when they are not the
 * system's own, where Erlang and the libraries it wants lie.
 */
record RabbitMqSoftware(
        Path server,
        @Nullable Path portMapper,
        @Nullable Path erlangPrograms,
        @Nullable Path libraries) {

    /** What Debian's and Fedora's packages run behind their {@code /usr/sbin/rabbitmq-server}, which insist on a system user. */
    private static final Path PACKAGED = Path.of("/usr/lib/rabbitmq/lib");

    private static final Path PACKAGED_PORT_MAPPER = Path.of("/usr/lib/erlang/bin/epmd");

    /** What is installed for everybody, if it is. */
    static Optional<RabbitMqSoftware> installed() {
        return onPath("rabbitmq-server").map(script -> {
            var node = scriptBelow(PACKAGED).orElseGet(() -> real(script));
            var portMapper = onPath("epmd")
                    .or(() -> Optional.of(PACKAGED_PORT_MAPPER).filter(Files::isExecutable))
                    .orElse(null);
            return new RabbitMqSoftware(node, portMapper, null, null);
        });
    }

    /** What was unpacked from the distribution's packages into a directory. */
    static Optional<RabbitMqSoftware> unpackedIn(Path root) {
        var erlang = root.resolve("usr/lib/erlang/bin");
        return scriptBelow(root.resolve("usr/lib/rabbitmq/lib"))
                .map(script -> new RabbitMqSoftware(script, erlang.resolve("epmd"), erlang, root.resolve("usr/lib")));
    }

    /** The environment of every program of this installation. */
    void describeTo(Map<String, String> environment) {
        if (erlangPrograms != null) {
            environment.merge("PATH", erlangPrograms.toString(), (path, ours) -> ours + File.pathSeparator + path);
        }
        if (libraries != null) {
            environment.merge(
                    "LD_LIBRARY_PATH", libraryPath(libraries), (path, ours) -> path + File.pathSeparator + ours);
        }
    }

    static Optional<Path> onPath(String program) {
        var path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(File.pathSeparator))
                .filter(directory -> !directory.isBlank())
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The script looks for its neighbours beside itself, and a link has none. */
    private static Path real(Path script) {
        try {
            return script.toRealPath();
        } catch (IOException failure) {
            throw new EngineException("cannot follow " + script, failure);
        }
    }

    /** {@code usr/lib} and its directories of this machine's kind, like {@code usr/lib/x86_64-linux-gnu}. */
    private static String libraryPath(Path libraries) {
        try (var kinds = Files.newDirectoryStream(libraries, "*-linux-gnu*")) {
            var path = new StringBuilder(libraries.toString());
            kinds.forEach(kind -> path.append(File.pathSeparator).append(kind));
            return path.toString();
        } catch (IOException failure) {
            throw new EngineException("cannot read " + libraries, failure);
        }
    }

    private static Optional<Path> scriptBelow(Path directory) {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try (var versions = Files.newDirectoryStream(directory, "rabbitmq_server-*")) {
            for (var version : versions) {
                var script = version.resolve("sbin/rabbitmq-server");
                if (Files.isExecutable(script)) {
                    return Optional.of(script);
                }
            }
            return Optional.empty();
        } catch (IOException failure) {
            throw new EngineException("cannot read " + directory, failure);
        }
    }
}
