package org.meterline.ocr.print;

import java.util.ArrayList;
import java.util.List;

/**
 * The connected pieces of ink of a picture.
 *
 * @param all in no order
 * @param labels for each pixel the label of its blob, 0 for none
 */
record Blobs(Ink ink, List<Blob> all, int[] labels) {

    private static final int AREA_PX_MIN = 6;

    static Blobs of(Ink ink) {
        var labels = new int[ink.strokes().length];
        var stack = new int[ink.strokes().length];
        var all = new ArrayList<Blob>();
        for (var start = 0; start < labels.length; start++) {
            if (ink.strokes()[start] && labels[start] == 0) {
                var blob = fill(ink, labels, stack, start, all.size() + 1);
                all.add(blob);
            }
        }
        all.removeIf(blob -> blob.area() < AREA_PX_MIN);
        return new Blobs(ink, all, labels);
    }

    /** Whether a pixel belongs to a blob. */
    boolean isIn(Blob blob, int x, int y) {
        return x >= 0 && y >= 0 && x < ink.width() && y < ink.height() && labels[y * ink.width() + x] == blob.label();
    }

    private static Blob fill(Ink ink, int[] labels, int[] stack, int start, int label) {
        var width = ink.width();
        var height = ink.height();
        int left = width;
        int right = -1;
        int top = height;
        int bottom = -1;
        var area = 0;
        var depth = 0;
        labels[start] = label;
        stack[depth++] = start;
        while (depth > 0) {
            var pixel = stack[--depth];
            var x = pixel % width;
            var y = pixel / width;
            area++;
            left = Math.min(left, x);
            right = Math.max(right, x);
            top = Math.min(top, y);
            bottom = Math.max(bottom, y);
            for (var ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
                for (var nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
                    var next = ny * width + nx;
                    if (labels[next] == 0 && ink.strokes()[next]) {
                        labels[next] = label;
                        stack[depth++] = next;
                    }
                }
            }
        }
        return new Blob(label, left, top, right - left + 1, bottom - top + 1, area);
    }
}
