package org.meterline.stack;

import java.util.List;
import org.meterline.stack.supervisor.Checkout;

/** A program of the OCR lambda that is run alone, as the lambda is: with its class path and nothing else. */
final class OcrLambda {

    private OcrLambda() {}

    /**
     * What starts the program; its arguments follow.
     *
     * @param heapMegabytes the most that it may use, beside what the networks hold outside the heap
     */
    static List<String> command(String mainClass, int heapMegabytes) {
        return List.of(
                Checkout.java().toString(),
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-classpath",
                String.join(":", Meterline.checkout().classPath("ocr-lambda")),
                mainClass);
    }
}
