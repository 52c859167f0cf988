package org.meterline.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.meterline.stack.supervisor.Checkout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads photos with the reader alone: nothing runs, nothing is stored. It is the OCR lambda's own class path and code. */
@Command(
        name = "read",
        mixinStandardHelpOptions = true,
        description = "Reads photos with the reader alone; nothing else runs, and nothing is stored.")
final class ReadCommand implements Callable<Integer> {

    @Parameters(paramLabel = "PHOTO", arity = "1..*", description = "JPEG, PNG or WebP files.")
    private List<Path> photos = List.of();

    @Option(
            names = "--json",
            description =
                    "One JSON object per line: file, status, reading, confidence, turning, digits, box, quality, millis.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Checkout.java().toString());
        command.add("-Xmx1g");
        command.add("-XX:+UseSerialGC");
        command.add("-Djava.awt.headless=true");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add("-classpath");
        command.add(String.join(":", Meterline.checkout().classPath("ocr-lambda")));
        command.add("org.meterline.ocr.ReadCommand");
        if (json) {
            command.add("--json");
        }
        photos.forEach(photo -> command.add(photo.toString()));
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
