package org.meterline.ocr.reader;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The smallest rectangle, tilted as it may be, that encloses points.
 *
 * @param along the direction of its width, of length one, pointing to the right (or straight down)
 * @param width its longer side
 */
record Enclosure(Point centre, Point along, double width, double height) {

    /** One of its sides lies on a side of the points' convex hull, so each of those is tried. */
    static Enclosure of(List<Point> points) {
        var hull = hull(points);
        var best = along(new Point(1, 0), hull);
        for (var i = 0; i < hull.size(); i++) {
            var side = hull.get((i + 1) % hull.size()).minus(hull.get(i));
            if (side.length() > 0) {
                var candidate = along(new Point(side.x() / side.length(), side.y() / side.length()), hull);
                if (candidate.width * candidate.height < best.width * best.height - 1e-9) {
                    best = candidate;
                }
            }
        }
        return best;
    }

    private static Enclosure along(Point direction, List<Point> hull) {
        var down = new Point(-direction.y(), direction.x());
        var acrossMin = Double.POSITIVE_INFINITY;
        var acrossMax = Double.NEGATIVE_INFINITY;
        var downMin = Double.POSITIVE_INFINITY;
        var downMax = Double.NEGATIVE_INFINITY;
        for (var point : hull) {
            var acrossAt = point.x() * direction.x() + point.y() * direction.y();
            var downAt = point.x() * down.x() + point.y() * down.y();
            acrossMin = Math.min(acrossMin, acrossAt);
            acrossMax = Math.max(acrossMax, acrossAt);
            downMin = Math.min(downMin, downAt);
            downMax = Math.max(downMax, downAt);
        }
        var centre =
                new Point(0, 0).plus(direction, (acrossMin + acrossMax) / 2).plus(down, (downMin + downMax) / 2);
        var width = acrossMax - acrossMin;
        var height = downMax - downMin;
        return width >= height
                ? new Enclosure(centre, toTheRight(direction), width, height)
                : new Enclosure(centre, toTheRight(down), height, width);
    }

    private static Point toTheRight(Point direction) {
        var right = direction.x() > 1e-9 || Math.abs(direction.x()) <= 1e-9 && direction.y() > 0;
        return right ? direction : new Point(-direction.x(), -direction.y());
    }

    /** The corners of the tightest fence around points: the lower half of it, then the upper half. */
    private static List<Point> hull(List<Point> points) {
        var sorted = points.stream()
                .sorted(Comparator.comparingDouble(Point::x).thenComparingDouble(Point::y))
                .toList();
        var hull = new ArrayList<>(half(sorted));
        var back = half(sorted.reversed());
        hull.removeLast();
        hull.addAll(back.subList(0, Math.max(1, back.size() - 1)));
        return hull;
    }

    private static List<Point> half(List<Point> sorted) {
        var half = new ArrayList<Point>();
        for (var point : sorted) {
            while (half.size() >= 2
                    && half.getLast().minus(half.get(half.size() - 2)).cross(point.minus(half.get(half.size() - 2)))
                            <= 0) {
                half.removeLast();
            }
            half.add(point);
        }
        return half;
    }
}
