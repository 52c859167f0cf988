package org.meterline.stack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the end of a part's log. */
@Command(name = "logs", mixinStandardHelpOptions = true, description = "Shows the end of a part's log.")
final class LogsCommand implements Callable<Integer> {

    private static final long CHUNK_BYTES = 256 * 1024;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Parameters(paramLabel = "PART", description = "billing, gateway, simulator, ingest, ocr …")
    private String part = "";

    @Option(
            names = {"-n", "--lines"},
            defaultValue = "100",
            description = "How many lines (${DEFAULT-VALUE}).")
    private int lines;

    @Option(
            names = {"-f", "--follow"},
            description = "Stay, and show what comes.")
    private boolean follow;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Arguments.atLeast(0, command, "--lines", lines);
        var folder = Meterline.home().root().resolve("logs");
        var log = folder.resolve(part + ".log");
        if (!part.matches("[a-z0-9-]+") || !Files.exists(log)) {
            System.err.println("meterline: no log of " + part + "; there are: " + known(folder));
            return Meterline.FAILED;
        }
        var shown = Math.max(0, Files.size(log) - CHUNK_BYTES);
        var text = from(log, shown);
        shown += text.length;
        var all = new String(text, StandardCharsets.UTF_8).lines().toList();
        all.subList(Math.max(0, all.size() - lines), all.size()).forEach(System.out::println);
        while (follow) {
            Thread.sleep(300);
            var more = from(log, shown);
            shown += more.length;
            System.out.print(new String(more, StandardCharsets.UTF_8));
        }
        return 0;
    }

    private static byte[] from(Path log, long offset) throws IOException {
        try (var file = Files.newByteChannel(log)) {
            var bytes = ByteBuffer.allocate((int) Math.clamp(file.size() - offset, 0, CHUNK_BYTES));
            file.position(offset);
            while (bytes.hasRemaining() && file.read(bytes) >= 0) {
                // as much as there is
            }
            return Arrays.copyOf(bytes.array(), bytes.position());
        }
    }

    private static String known(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return "none yet";
        }
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".log"))
                    .map(name -> name.substring(0, name.length() - 4))
                    .sorted()
                    .collect(Collectors.joining(", "));
        }
    }
}
