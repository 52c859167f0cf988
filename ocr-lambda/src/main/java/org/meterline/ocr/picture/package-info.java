/** What pictures are drawn with that explain a reading: a font of strokes, so that they look the same on every machine. */
@NullMarked
package org.meterline.ocr.picture;

import org.jspecify.annotations.NullMarked;
