package org.meterline.ocr.reader;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A connected patch of pixels in a map of probabilities, and its sure part: a patch has a wide rim of doubt, and that of a small
 * counter is hardly more than rim.
 *
 * @param pixels how many
 * @param mean their mean probability
 * @param ends the first and the last pixel of each of its rows: whatever encloses these encloses all
 * @param sure the first and the last pixel of each row of its sure part
 */
record Component(int pixels, double mean, List<Point> ends, List<Point> sure) {

    private static final double CLEAR =
            0.95; // this share of the pixels is less clear than what the patch is measured by
    private static final double SURE = 0.75; // of what that pixel says

    /** The patches of pixels above a threshold that touch by a side or a corner, in the order of their first pixels. */
    static List<Component> of(float[] map, int width, int height, double threshold, int pixelsMin) {
        var seen = new boolean[width * height];
        var members = new int[width * height];
        var components = new ArrayList<Component>();
        for (var start = 0; start < width * height; start++) {
            if (map[start] > threshold && !seen[start]) {
                var count = collect(map, width, height, threshold, start, seen, members);
                if (count >= pixelsMin) {
                    components.add(of(map, width, height, threshold, members, count));
                }
            }
        }
        return components;
    }

    /** Walks over a patch; those it found are in front, and those it has not looked around from are behind them. */
    private static int collect(
            float[] map, int width, int height, double threshold, int start, boolean[] seen, int[] members) {
        seen[start] = true;
        members[0] = start;
        var count = 1;
        for (var next = 0; next < count; next++) {
            var x = members[next] % width;
            var y = members[next] / width;
            for (var ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
                for (var nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
                    var neighbour = ny * width + nx;
                    if (!seen[neighbour] && map[neighbour] > threshold) {
                        seen[neighbour] = true;
                        members[count++] = neighbour;
                    }
                }
            }
        }
        return count;
    }

    private static Component of(float[] map, int width, int height, double threshold, int[] members, int count) {
        var said = new float[count];
        for (var i = 0; i < count; i++) {
            said[i] = map[members[i]];
        }
        Arrays.sort(said);
        var sure = Math.max(threshold, SURE * said[(int) (CLEAR * (count - 1))]);
        var all = new Rows(height);
        var sureRows = new Rows(height);
        var sum = 0.0;
        for (var i = 0; i < count; i++) {
            var x = members[i] % width;
            var y = members[i] / width;
            all.add(x, y);
            if (map[members[i]] >= sure) {
                sureRows.add(x, y);
            }
            sum += map[members[i]];
        }
        return new Component(count, sum / count, all.ends(), sureRows.ends());
    }

    /** The first and the last pixel of each row. */
    private static final class Rows {

        private final int[] first;
        private final int[] last;

        Rows(int height) {
            first = new int[height];
            last = new int[height];
            Arrays.fill(first, Integer.MAX_VALUE);
            Arrays.fill(last, -1);
        }

        void add(int x, int y) {
            first[y] = Math.min(first[y], x);
            last[y] = Math.max(last[y], x);
        }

        List<Point> ends() {
            var ends = new ArrayList<Point>();
            for (var y = 0; y < first.length; y++) {
                if (last[y] >= 0) {
                    ends.add(new Point(first[y], y));
                    if (last[y] > first[y]) {
                        ends.add(new Point(last[y], y));
                    }
                }
            }
            return ends;
        }
    }
}
