/** Makes the sample photos that the project may give away: meters drawn with strokes, on walls drawn with noise. */
@NullMarked
package org.meterline.ocr.samples;

import org.jspecify.annotations.NullMarked;
