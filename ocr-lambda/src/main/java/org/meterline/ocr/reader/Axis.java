package org.meterline.ocr.reader;

/**
 * How the pixels along one side of a picture become fewer or more: for each new one the first of the old ones it is made of,
 * and their shares, which add up to one.
 */
record Axis(int[] first, float[][] shares) {

    /** Fewer pixels are averages of the old ones they cover, in exact parts; more pixels lie on the line between two old ones. */
    static Axis of(int from, int to) {
        var first = new int[to];
        var shares = new float[to][];
        var step = (double) from / to;
        for (var i = 0; i < to; i++) {
            if (from > to) {
                average(i, step, from, first, shares);
            } else {
                between(i, step, from, first, shares);
            }
        }
        return new Axis(first, shares);
    }

    private static void average(int i, double step, int from, int[] first, float[][] shares) {
        var begin = i * step;
        var end = Math.min(from, begin + step);
        first[i] = (int) begin;
        var last = Math.min(from, (int) Math.ceil(end - 1e-9)) - 1;
        shares[i] = new float[last - first[i] + 1];
        for (var old = first[i]; old <= last; old++) {
            shares[i][old - first[i]] = (float) ((Math.min(end, old + 1) - Math.max(begin, old)) / (end - begin));
        }
    }

    private static void between(int i, double step, int from, int[] first, float[][] shares) {
        var at = Math.clamp((i + 0.5) * step - 0.5, 0, from - 1);
        first[i] = Math.min((int) at, Math.max(0, from - 2));
        var share = (float) (at - first[i]);
        shares[i] = from == 1 ? new float[] {1} : new float[] {1 - share, share};
    }
}
