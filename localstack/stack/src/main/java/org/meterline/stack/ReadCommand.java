package org.meterline.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads photos with the reader alone: nothing runs, nothing is stored. It is the OCR lambda's own class path and code. */
@Command(
        name = "read",
        mixinStandardHelpOptions = true,
        description = "Reads photos with the reader alone; nothing else runs, and nothing is stored.")
final class ReadCommand implements Callable<Integer> {

    private static final int HEAP_MEGABYTES = 1_024;

    @Parameters(paramLabel = "PHOTO", arity = "1..*", description = "JPEG, PNG or WebP files.")
    private List<Path> photos = List.of();

    @Option(
            names = "--json",
            description =
                    "One JSON object per line: file, status, reading, confidence, turning, digits, box, quality, millis.")
    private boolean json;

    @Option(
            names = "--explain",
            paramLabel = "OUT.png",
            description = "Draws what was seen: the counter, its digits and their chances, and why the reader doubts."
                    + " Further photos go to OUT-2.png and so on.")
    private @Nullable Path explanation;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var command = new ArrayList<>(OcrLambda.command("org.meterline.ocr.ReadCommand", HEAP_MEGABYTES));
        if (json) {
            command.add("--json");
        }
        if (explanation != null) {
            command.add("--explain");
            command.add(explanation.toString());
        }
        photos.forEach(photo -> command.add(photo.toString()));
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
