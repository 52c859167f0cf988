/** Print on a meter's face: rows of small digits beside the counter, found by their regularity and read by Tesseract. */
@NullMarked
package org.meterline.ocr.print;

import org.jspecify.annotations.NullMarked;
