/** Whether the bench counts as it says. */
@NullMarked
package org.meterline.ocr.bench;

import org.jspecify.annotations.NullMarked;
