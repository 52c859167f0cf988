package org.meterline.ocr.reader;

/** A place in a picture, in pixels from its top left corner; the first pixel's centre is at a half. */
public record Point(double x, double y) {

    Point plus(Point other, double times) {
        return new Point(x + times * other.x, y + times * other.y);
    }

    Point minus(Point other) {
        return new Point(x - other.x, y - other.y);
    }

    double length() {
        return Math.hypot(x, y);
    }

    /** How far this lies in the direction of another of length one. */
    double dot(Point direction) {
        return x * direction.x + y * direction.y;
    }

    /** Twice the area of the triangle of the origin, this and another; positive when the other lies clockwise. */
    double cross(Point other) {
        return x * other.y - y * other.x;
    }
}
