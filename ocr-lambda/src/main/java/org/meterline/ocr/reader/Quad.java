package org.meterline.ocr.reader;

import java.util.ArrayList;
import java.util.List;

/**
 * A tilted rectangle in a picture, perhaps a little askew: its corners in reading order, clockwise from where the text's first
 * digit has its top left corner.
 */
public record Quad(Point topLeft, Point topRight, Point bottomRight, Point bottomLeft) {

    /** A rectangle by its centre, the direction of its width (of length one), and its sides. */
    static Quad around(Point centre, Point along, double width, double height) {
        var down = new Point(-along.y(), along.x());
        var left = centre.plus(along, -width / 2);
        var right = centre.plus(along, width / 2);
        return new Quad(
                left.plus(down, -height / 2),
                right.plus(down, -height / 2),
                right.plus(down, height / 2),
                left.plus(down, height / 2));
    }

    /** The corners, clockwise from the top left of the text. */
    public List<Point> corners() {
        return List.of(topLeft, topRight, bottomRight, bottomLeft);
    }

    /** How long the text is. */
    public double width() {
        return topRight.minus(topLeft).length();
    }

    /** How high the text is. */
    public double height() {
        return bottomLeft.minus(topLeft).length();
    }

    /** The same place for someone who sees it upside down. */
    Quad turned() {
        return new Quad(bottomRight, bottomLeft, topLeft, topRight);
    }

    /** The same place in a picture of another size. */
    Quad scaled(double across, double down) {
        return new Quad(
                scaled(topLeft, across, down),
                scaled(topRight, across, down),
                scaled(bottomRight, across, down),
                scaled(bottomLeft, across, down));
    }

    /** With a margin before and behind the text and one above and below it, both in heights of the text. */
    Quad padded(double beside, double above) {
        var along = topRight.minus(topLeft);
        var down = bottomLeft.minus(topLeft);
        var ofWidth = beside * height() / width();
        return new Quad(
                topLeft.plus(along, -ofWidth).plus(down, -above),
                topRight.plus(along, ofWidth).plus(down, -above),
                bottomRight.plus(along, ofWidth).plus(down, above),
                bottomLeft.plus(along, -ofWidth).plus(down, above));
    }

    /** The area that both cover, as a share of the area that at least one covers. */
    double overlap(Quad other) {
        var shared = area(clipped(corners(), other.corners()));
        return shared / (area(corners()) + area(other.corners()) - shared);
    }

    private static Point scaled(Point point, double across, double down) {
        return new Point(point.x() * across, point.y() * down);
    }

    private static double area(List<Point> polygon) {
        var twice = 0.0;
        for (var i = 0; i < polygon.size(); i++) {
            twice += polygon.get(i).cross(polygon.get((i + 1) % polygon.size()));
        }
        return Math.abs(twice) / 2;
    }

    /** What is left of a polygon when each side of a clockwise, convex window cuts off what lies outside. */
    private static List<Point> clipped(List<Point> polygon, List<Point> window) {
        var left = polygon;
        for (var i = 0; i < window.size(); i++) {
            left = cut(left, window.get(i), window.get((i + 1) % window.size()));
        }
        return left;
    }

    private static List<Point> cut(List<Point> polygon, Point from, Point to) {
        var left = new ArrayList<Point>();
        for (var i = 0; i < polygon.size(); i++) {
            var here = polygon.get(i);
            var next = polygon.get((i + 1) % polygon.size());
            var hereInside = to.minus(from).cross(here.minus(from));
            var nextInside = to.minus(from).cross(next.minus(from));
            if (hereInside >= 0) {
                left.add(here);
            }
            if (hereInside * nextInside < 0) {
                left.add(here.plus(next.minus(here), hereInside / (hereInside - nextInside)));
            }
        }
        return left;
    }
}
