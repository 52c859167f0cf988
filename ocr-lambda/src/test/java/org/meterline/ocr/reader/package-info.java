/** Tests of the geometry and arithmetic of reading, with cases that can be worked out by hand. */
@org.jspecify.annotations.NullMarked
package org.meterline.ocr.reader;
