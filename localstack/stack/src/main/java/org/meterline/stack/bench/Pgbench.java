package org.meterline.stack.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** PostgreSQL's own bench program: what the database can do when its client does next to nothing. */
record Pgbench(Path program) {

    private static final int THREADS = 2;

    /** The one on the path, else the newest of those that Debian puts beside it. */
    static Optional<Pgbench> installed() {
        var onPath = Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .map(directory -> Path.of(directory, "pgbench"));
        var debians = Stream.of("18", "17", "16", "15", "14")
                .map(version -> Path.of("/usr/lib/postgresql", version, "bin", "pgbench"));
        return Stream.concat(onPath, debians)
                .filter(Files::isExecutable)
                .findFirst()
                .map(Pgbench::new);
    }

    /** Its name and version. */
    String version() {
        return run(List.of(program.toString(), "--version"), Map.of()).strip();
    }

    /** Runs a script by several clients with prepared statements, so many units each. */
    void run(Script script, BenchDatabase database, int clients, int unitsEach) {
        try {
            var file = Files.createTempFile("meterline-bench-", ".sql");
            try {
                Files.writeString(file, script.text());
                var unused = run(
                        List.of(
                                program.toString(),
                                "--no-vacuum",
                                "--protocol=prepared",
                                "--client=" + clients,
                                "--jobs=" + Math.min(THREADS, clients),
                                "--transactions=" + unitsEach,
                                "--define=share=" + unitsEach,
                                "--define=turn=0",
                                "--file=" + file,
                                "--host=127.0.0.1",
                                "--port=" + database.port(),
                                "--username=" + BenchDatabase.ROLE,
                                database.name()),
                        Map.of("PGPASSWORD", database.password()));
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String run(List<String> command, Map<String, String> environment) {
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            var process = builder.start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command.getFirst() + " failed:\n" + output);
            }
            return output;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(hurry);
        }
    }
}
