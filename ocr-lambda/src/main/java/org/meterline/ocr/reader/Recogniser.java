package org.meterline.ocr.reader;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/** Reads strips: which digits, which of them stand behind the point, which wheels are turning, and how good the strip is. */
final class Recogniser implements AutoCloseable {

    private final Network network;

    Recogniser(byte[] model) {
        network = new Network(model);
    }

    /** What it says of one strip. Several at once would take as long. */
    Steps read(Network.Filling strip) {
        var outputs = network.run(new long[] {1, 3, Rectifier.HEIGHT, Rectifier.WIDTH}, strip);
        var digits = output(outputs, "digits");
        var symbols = new float[digits.length / Steps.SYMBOLS][];
        for (var step = 0; step < symbols.length; step++) {
            symbols[step] = Arrays.copyOfRange(digits, step * Steps.SYMBOLS, (step + 1) * Steps.SYMBOLS);
        }
        var judged = output(outputs, "strip");
        return new Steps(
                symbols,
                output(outputs, "decimal"),
                output(outputs, "turning"),
                judged[0],
                judged[1],
                judged[2],
                judged[3],
                judged[4],
                judged[5]);
    }

    @Override
    public void close() {
        network.close();
    }

    private static float[] output(Map<String, float[]> outputs, String name) {
        return Objects.requireNonNull(outputs.get(name), "the recogniser has no output " + name);
    }
}
