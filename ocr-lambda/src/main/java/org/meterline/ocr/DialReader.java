package org.meterline.ocr;

import java.util.Optional;

/** Reads the counter of a meter in a photo. */
interface DialReader extends AutoCloseable {

    /** What the counter shows, or why nobody could tell. It does not know the customer's meter. */
    DialReading read(Photo photo);

    /** The same for a picture that shows nothing but a counter; empty from a reader that needs what is around it. */
    default Optional<DialReading> readCutOut(Photo counter) {
        return Optional.empty();
    }

    /** The reader and its models; the same version gives the same answer to the same photo. */
    String version();

    /** The confidence from which readings like this one are wrong as rarely as wanted; empty when nobody calibrated that. */
    default Optional<Double> threshold(DialReading.Read read) {
        return Optional.empty();
    }

    /** Does what is slow the first time. */
    default void warmUp() {}

    /** Lets go what it keeps from one photo to the next. */
    @Override
    default void close() {}
}
