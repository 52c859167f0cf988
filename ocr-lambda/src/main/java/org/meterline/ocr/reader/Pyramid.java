package org.meterline.ocr.reader;

import java.util.ArrayList;
import java.util.List;

/** A picture and its halves, quarters and so on, each made when it is first wanted. */
final class Pyramid {

    private final List<Picture> levels = new ArrayList<>();

    Pyramid(Picture picture) {
        levels.add(picture);
    }

    /** The picture, halved so many times. */
    Picture level(int halvings) {
        while (levels.size() <= halvings) {
            levels.add(levels.getLast().halved());
        }
        return levels.get(halvings);
    }
}
