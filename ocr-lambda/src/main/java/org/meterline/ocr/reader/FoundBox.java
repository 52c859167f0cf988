package org.meterline.ocr.reader;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A place where a counter may be; which way up is not known yet.
 *
 * @param score how sure the localiser is, 0 to 1
 */
record FoundBox(Quad quad, double score) {

    private static final double THRESHOLD = 0.3;
    private static final int PIXELS_MIN = 12;
    private static final double SURE_FROM_SIDE_PX = 12; // a patch as large as that square speaks for itself
    private static final double OVERLAP_MAX = 0.6;
    private static final int BOXES_MAX = 4;
    private static final double SCORE_MIN = 0.5; // of the best; what reads right in the end was hardly ever below 0.6

    // The localiser is taught the counter's core, so that neighbours do not flow together.
    private static final double CORE_HEIGHT = 0.6;
    private static final double CUT_EACH_END = 0.2; // of the height

    /** The counters whose cores stand out in a map, as places in a map of this size. */
    static List<FoundBox> in(float[] map, int width, int height) {
        return Component.of(map, width, height, THRESHOLD, PIXELS_MIN).stream()
                .map(FoundBox::of)
                .toList();
    }

    /** The best, without those that lie on a better one, and without what is far behind. */
    static List<FoundBox> best(List<FoundBox> found) {
        var kept = new ArrayList<FoundBox>();
        var sorted = found.stream()
                .sorted(Comparator.comparingDouble(FoundBox::score).reversed())
                .toList();
        for (var box : sorted) {
            if (kept.size() < BOXES_MAX
                    && box.score() >= SCORE_MIN * sorted.getFirst().score()
                    && kept.stream().noneMatch(better -> better.quad().overlap(box.quad()) >= OVERLAP_MAX)) {
                kept.add(box);
            }
        }
        return kept;
    }

    FoundBox scaled(double across, double down) {
        return new FoundBox(quad.scaled(across, down), score);
    }

    /** As long as the patch and as high as its sure part, less the rim of doubt that this part lies in. */
    private static FoundBox of(Component core) {
        var enclosure = Enclosure.of(core.ends());
        var along = enclosure.along();
        var down = new Point(-along.y(), along.x());
        var heights = core.sure().stream().mapToDouble(down::dot).summaryStatistics();
        var sure = heights.getMax() - heights.getMin();
        var length = Math.max(sure, enclosure.width() - Math.max(0, enclosure.height() - sure));
        var height = (sure + 1) / CORE_HEIGHT; // one more: from the pixels' centres to their edges
        var width = length + 1 + 2 * CUT_EACH_END * height;
        var centre = new Point(0.5, 0.5)
                .plus(along, along.dot(enclosure.centre()))
                .plus(down, (heights.getMax() + heights.getMin()) / 2);
        return new FoundBox(
                Quad.around(centre, along, width, height),
                core.mean() * Math.min(1, Math.sqrt(core.pixels()) / SURE_FROM_SIDE_PX));
    }
}
