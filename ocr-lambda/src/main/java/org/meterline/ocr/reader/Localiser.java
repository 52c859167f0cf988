package org.meterline.ocr.reader;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Finds the places in a photo where a counter may be. */
final class Localiser implements AutoCloseable {

    private static final int GRID = 32; // the network halves its picture five times
    private static final int SIDE_MIN = 64;

    private final Network network;

    /**
     * What the localiser saw.
     *
     * @param boxes the best places, best first
     * @param none the chance that there is no counter at all
     * @param screen the chance that it is a photo of a screen
     */
    record Sight(List<FoundBox> boxes, double none, double screen) {}

    Localiser(byte[] model) {
        this.network = new Network(model);
    }

    /** Looks at a photo in these sizes, given by the longer side in pixels; the first of them judges the scene. */
    Sight look(Picture photo, List<Integer> longSides) {
        var found = new ArrayList<FoundBox>();
        var scene = new float[2];
        for (var longSide : longSides) {
            var scale = (double) longSide / Math.max(photo.width(), photo.height());
            var width = onGrid(photo.width() * scale);
            var height = onGrid(photo.height() * scale);
            var outputs = run(photo, width, height);
            for (var box : FoundBox.in(output(outputs, "counter"), width, height)) {
                found.add(box.scaled((double) photo.width() / width, (double) photo.height() / height));
            }
            scene = longSide.equals(longSides.getFirst()) ? output(outputs, "scene") : scene;
        }
        return new Sight(FoundBox.best(found), scene[0], scene[1]);
    }

    @Override
    public void close() {
        network.close();
    }

    private Map<String, float[]> run(Picture photo, int width, int height) {
        return network.run(new long[] {1, 3, height, width}, input -> Planes.write(photo, width, height, input));
    }

    private static int onGrid(double side) {
        return Math.max(SIDE_MIN, (int) Math.rint(side / GRID) * GRID);
    }

    private static float[] output(Map<String, float[]> outputs, String name) {
        return Objects.requireNonNull(outputs.get(name), "the localiser has no output " + name);
    }
}
