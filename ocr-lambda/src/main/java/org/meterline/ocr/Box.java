package org.meterline.ocr;

import java.util.List;

/**
 * A rectangle in a photo as a person sees it upright, in its own pixels, perhaps tilted.
 *
 * @param corners the four corners, clockwise from the one that is top left when the counter is upright
 */
record Box(List<Corner> corners) {

    /** A point, from the top left corner of the upright photo. */
    record Corner(int x, int y) {}

    Box {
        if (corners.size() != 4) {
            throw new IllegalArgumentException("a box has four corners, not " + corners.size());
        }
        corners = List.copyOf(corners);
    }

    /** The same place for someone who sees it upside down: another corner comes first. */
    Box upsideDown() {
        return new Box(List.of(corners.get(2), corners.get(3), corners.get(0), corners.get(1)));
    }

    /** The same place in a picture, when this one is in that picture turned clockwise by a quarter. */
    Box turnedBack(int pictureHeight) {
        return new Box(corners.stream()
                .map(corner -> new Corner(corner.y(), pictureHeight - corner.x()))
                .toList());
    }

    static Box of(int x, int y, int width, int height) {
        return new Box(List.of(
                new Corner(x, y),
                new Corner(x + width, y),
                new Corner(x + width, y + height),
                new Corner(x, y + height)));
    }
}
