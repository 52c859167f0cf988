package org.meterline.ocr;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.meterline.ocr.bench.Bench;
import org.meterline.ocr.bench.BenchOptions;

/** Scores the reader on a folder of labelled pictures, on the command line. */
public final class BenchCommand {

    private BenchCommand() {}

    /** Exit code 0 when everything was measured, whatever came out; 2 when the folder or the command line is wrong. */
    public static void main(String[] arguments) {
        System.setProperty("meterline.log.stream", "System.err");
        System.setProperty("METERLINE_LOGS", "text");
        System.setProperty("meterline.log.level", "WARN");
        System.setProperty("java.awt.headless", "true");
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) {
        var options = BenchOptions.parse(arguments);
        if (options.isEmpty()) {
            System.err.println("usage: bench " + BenchOptions.USAGE);
            return 2;
        }
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (var reader = DialReaders.open()) {
            new Bench(new ReaderContender(reader), options.get(), out, System.err).run();
            return 0;
        } catch (IOException failure) {
            System.err.println("bench: " + failure);
            return 2;
        }
    }
}
