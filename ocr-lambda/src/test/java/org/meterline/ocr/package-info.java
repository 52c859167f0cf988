/** Tests of the reader and of the road from a stored photo to its event, over fakes; the {@code …IT} over the real engines. */
@NullMarked
package org.meterline.ocr;

import org.jspecify.annotations.NullMarked;
