/**
 * Counters of meters in pixels: two small networks find the counter in a photo and read its digits, geometry and arithmetic do
 * the rest. It knows pictures, digits and probabilities, and nothing of messages, events or customers.
 */
@NullMarked
package org.meterline.ocr.reader;

import org.jspecify.annotations.NullMarked;
