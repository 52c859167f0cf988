package org.meterline.ocr.print;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The same row of marks as several thresholds saw it, the clearest first. */
record RowCluster(List<DigitRow> views) {

    private static final double SAME_PLACE = 0.5;

    static List<RowCluster> of(List<DigitRow> rows, int clustersMax, int viewsMax) {
        var sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparingDouble(RowCluster::promise).reversed());
        var clusters = new ArrayList<RowCluster>();
        for (var row : sorted) {
            var same = clusters.stream()
                    .filter(cluster -> cluster.best().overlap(row) > SAME_PLACE)
                    .findFirst();
            if (same.isPresent()) {
                if (same.get().isNewAndAlike(row) && same.get().views().size() < viewsMax) {
                    same.get().views().add(row);
                }
            } else if (clusters.size() < clustersMax) {
                clusters.add(new RowCluster(new ArrayList<>(List.of(row))));
            }
        }
        return clusters;
    }

    DigitRow best() {
        return views.getFirst();
    }

    /** How much a row looks like a counter before anything is read: wheels stand apart, evenly, and are no fine print. */
    private static double promise(DigitRow row) {
        var cells = Math.min(row.found(), 8) - (row.size() - row.found());
        var apart = Math.clamp(row.pitch() / row.digitHeight() / 0.75, 0.5, 1.15);
        return cells * row.regularity() * apart * Math.pow(row.digitHeight(), 0.35);
    }

    private boolean isNewAndAlike(DigitRow row) {
        return row.size() == best().size()
                && Math.abs(row.x() - best().x()) < 0.4 * best().pitch()
                && views.stream().noneMatch(view -> view.blobs() == row.blobs());
    }
}
