package org.meterline.ocr.reader;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads strips: which digits, which of them stand behind the point, which wheels are turning, and how good the strip is. */
final class Recogniser implements AutoCloseable {

    private static final int JUDGEMENTS = 6;

    private final Network network;

    Recogniser(byte[] model) {
        network = new Network(model);
    }

    /** All strips in one go: that is faster than one by one. */
    List<Steps> read(int strips, Network.Filling filling) {
        var outputs = network.run(new long[] {strips, 3, Rectifier.HEIGHT, Rectifier.WIDTH}, filling);
        var read = new ArrayList<Steps>();
        for (var strip = 0; strip < strips; strip++) {
            read.add(steps(outputs, strip, strips));
        }
        return read;
    }

    @Override
    public void close() {
        network.close();
    }

    private static Steps steps(Map<String, float[]> outputs, int strip, int strips) {
        var digits = output(outputs, "digits");
        var count = digits.length / strips / Steps.SYMBOLS;
        var symbols = new float[count][];
        for (var step = 0; step < count; step++) {
            var from = (strip * count + step) * Steps.SYMBOLS;
            symbols[step] = Arrays.copyOfRange(digits, from, from + Steps.SYMBOLS);
        }
        var judged = output(outputs, "strip");
        var first = strip * JUDGEMENTS;
        return new Steps(
                symbols,
                Arrays.copyOfRange(output(outputs, "decimal"), strip * count, (strip + 1) * count),
                Arrays.copyOfRange(output(outputs, "turning"), strip * count, (strip + 1) * count),
                judged[first],
                judged[first + 1],
                judged[first + 2],
                judged[first + 3],
                judged[first + 4],
                judged[first + 5]);
    }

    private static float[] output(Map<String, float[]> outputs, String name) {
        return Objects.requireNonNull(outputs.get(name), "the recogniser has no output " + name);
    }
}
