/** Tests of reading print in photos that the project gives away. */
@NullMarked
package org.meterline.ocr.print;

import org.jspecify.annotations.NullMarked;
