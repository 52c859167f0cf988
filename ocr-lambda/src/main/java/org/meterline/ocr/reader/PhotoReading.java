package org.meterline.ocr.reader;

import java.util.Optional;

/**
 * What was seen in a photo.
 *
 * @param counter the counter, if there is one that shows digits
 * @param none the chance that the photo shows no counter at all
 * @param screen the chance that it is a photo of a screen
 */
public record PhotoReading(Optional<CounterReading> counter, double none, double screen) {}
