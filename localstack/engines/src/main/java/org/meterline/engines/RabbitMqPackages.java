package org.meterline.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * RabbitMQ and Erlang out of the packages of Debian and its children, unpacked into the user's cache. Nothing is installed, no
 * root is needed; about 37 MB are fetched, once.
 */
final class RabbitMqPackages {

    private static final Duration FETCH_LIMIT = Duration.ofMinutes(5);
    private static final Duration UNPACK_LIMIT = Duration.ofMinutes(1);

    /** Which of all that the package pulls in a broker really runs on: not cron, Perl or Python. */
    private static final Pattern NEEDED = Pattern.compile("rabbitmq-server|erlang-.*");

    /** Shared libraries that a slim system may lack; those that it has are left alone. */
    private static final Pattern NEEDED_LIBRARY =
            Pattern.compile("lib(ssl|tinfo|ncursesw|stdc\\+\\+|systemd|sctp|odbc)[0-9.]*(t64)?");

    private static final Pattern PACKAGE = Pattern.compile("\\S+");
    private static final List<String> DEPENDENCIES_ONLY = List.of(
            "--recurse",
            "--no-recommends",
            "--no-suggests",
            "--no-conflicts",
            "--no-breaks",
            "--no-replaces",
            "--no-enhances");

    private final Path cache = Cache.directory("rabbitmq");
    private final Consumer<String> progress;

    RabbitMqPackages(Consumer<String> progress) {
        this.progress = progress;
    }

    /** Whether this system has such packages at all. */
    static boolean areKnownHere() {
        return Stream.of("apt-get", "apt-cache", "dpkg")
                .allMatch(tool -> RabbitMqSoftware.onPath(tool).isPresent());
    }

    /** From the cache, or fetched into it; empty, and said why, when the packages cannot be had. */
    Optional<RabbitMqSoftware> provide() {
        var ready = cache.resolve(systemName());
        if (!Files.isDirectory(ready)) {
            Cache.exclusively(cache, () -> {
                if (!Files.isDirectory(ready)) { // another process may have been quicker
                    fetchInto(ready);
                }
            });
        }
        return RabbitMqSoftware.unpackedIn(ready);
    }

    private void fetchInto(Path ready) {
        var work = cache.resolve("work");
        Cache.delete(work);
        try {
            var debs = Files.createDirectories(work.resolve("debs"));
            if (!download(debs, List.of())) {
                progress.accept("fetching the list of packages");
                var privateLists = privateLists(work);
                apt(work, "apt-get", privateLists, List.of("update"));
                if (!download(debs, privateLists)) {
                    return;
                }
            }
            progress.accept("unpacking RabbitMQ");
            var root = Files.createDirectories(work.resolve("root"));
            unpack(debs, root);
            pointErlangTo(ready, root);
            move(root, ready);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot unpack RabbitMQ into " + cache, failure);
        } finally {
            Cache.delete(work);
        }
    }

    private boolean download(Path debs, List<String> options) {
        var names = packages(debs, options);
        if (names.isEmpty()) {
            return false;
        }
        progress.accept("fetching RabbitMQ (" + names.size() + " packages, about 37 MB, only this once)");
        var arguments = new ArrayList<>(List.of("download"));
        arguments.addAll(names);
        var result = apt(debs, "apt-get", options, arguments);
        if (!result.succeeded()) {
            progress.accept("the packages cannot be fetched: " + lastLine(result.output()));
        }
        return result.succeeded();
    }

    /** RabbitMQ, its Erlang, and the libraries of these that this system has not. */
    private static List<String> packages(Path directory, List<String> options) {
        var arguments = new ArrayList<>(List.of("depends"));
        arguments.addAll(DEPENDENCIES_ONLY);
        arguments.add("rabbitmq-server");
        var answer = apt(directory, "apt-cache", options, arguments);
        if (!answer.succeeded()) {
            return List.of();
        }
        var names = new TreeSet<String>();
        answer.output()
                .lines()
                .filter(line -> PACKAGE.matcher(line)
                        .matches()) // what it depends on is indented, and comes as a line of its own
                .filter(name -> NEEDED.matcher(name).matches()
                        || NEEDED_LIBRARY.matcher(name).matches() && !isInstalled(directory, name))
                .forEach(names::add);
        return names.contains("rabbitmq-server") ? List.copyOf(names) : List.of();
    }

    private static boolean isInstalled(Path directory, String name) {
        var query = List.of("dpkg-query", "-W", "-f=${db:Status-Status}", name);
        return Command.run(directory, UNPACK_LIMIT, query).output().contains("installed");
    }

    private static void unpack(Path debs, Path root) throws IOException {
        try (var files = Files.newDirectoryStream(debs, "*.deb")) {
            for (var file : files) {
                var result = Command.run(root, UNPACK_LIMIT, List.of("dpkg", "-x", file.toString(), root.toString()));
                if (!result.succeeded()) {
                    throw new EngineException("cannot unpack " + file.getFileName() + ": " + result.output());
                }
            }
        }
    }

    /** Erlang's start scripts know one absolute place. */
    private static void pointErlangTo(Path ready, Path root) throws IOException {
        var place = ready.resolve("usr/lib/erlang").toString();
        for (var name : List.of("erl", "start", "start_erl")) {
            var script = root.resolve("usr/lib/erlang/bin").resolve(name);
            if (Files.isRegularFile(script)) {
                Files.writeString(
                        script,
                        Files.readString(script)
                                .replace("=/usr/lib/erlang", "=" + quoted(place))
                                .replace("=\"/usr/lib/erlang\"", "=" + quoted(place)));
            }
        }
    }

    private static String quoted(String place) {
        return "\"" + place + "\"";
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException impossible) {
            throw new IOException("the cache spans file systems", impossible);
        }
    }

    private static Command.Result apt(Path directory, String program, List<String> options, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(program);
        command.add("-q");
        command.addAll(options);
        command.addAll(arguments);
        return Command.run(directory, FETCH_LIMIT, command);
    }

    /** Makes apt keep its lists in our directory, where no root is needed. */
    private static List<String> privateLists(Path work) throws IOException {
        Files.createDirectories(work.resolve("lists/partial"));
        Files.createDirectories(work.resolve("archives/partial"));
        return List.of(
                "-o",
                "Dir::State::Lists=" + work.resolve("lists"),
                "-o",
                "Dir::Cache=" + work,
                "-o",
                "APT::Sandbox::User=",
                "-o",
                "Debug::NoLocking=true");
    }

    /** "debian-12-amd64": what was unpacked for one release does not run on another. */
    private static String systemName() {
        var release = new Properties();
        try (var reader = Files.newBufferedReader(Path.of("/etc/os-release"))) {
            release.load(reader);
        } catch (IOException unknown) {
            release.setProperty("ID", "linux");
        }
        var name = release.getProperty("ID", "linux") + "-" + release.getProperty("VERSION_ID", "rolling") + "-"
                + System.getProperty("os.arch");
        return name.replace("\"", "");
    }

    private static String lastLine(String output) {
        return output.lines().filter(line -> !line.isBlank()).reduce("", (earlier, later) -> later);
    }
}
