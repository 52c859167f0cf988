package org.meterline.ocr.reader;

import java.util.List;

/**
 * One digit of a counter, on a wheel or a display. A wheel that has not arrived at its next digit counts as the lower one.
 *
 * @param digit 0 to 9
 * @param confidence the chance that it is this one
 * @param chances the chance that the recogniser gives to each digit from 0 to 9, adding up to about one
 * @param turning whether it has left its digit and not reached the next, as far as one can tell
 */
public record Wheel(int digit, double confidence, List<Double> chances, boolean turning) {}
