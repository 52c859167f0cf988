package org.meterline.ocr.reader;

import java.util.List;
import java.util.Map;

/**
 * A counter that was found and read.
 *
 * @param place where it is, the way up it is read
 * @param display whether its digits are shown by a display, and not by wheels
 * @param dials one to three ways to read it, the likeliest first
 * @param features the figures that the confidence is made of
 * @param condition what is wrong with the picture of it
 */
public record CounterReading(
        Quad place, boolean display, List<Dial> dials, Map<String, Double> features, Condition condition) {

    /** The chances that a counter's picture is blurred, has light reflected on it, is too dark, or lacks a part. */
    public record Condition(double blurred, double glaring, double dark, double cutOff) {}

    /** The likeliest way to read it. */
    public Dial best() {
        return dials.getFirst();
    }
}
