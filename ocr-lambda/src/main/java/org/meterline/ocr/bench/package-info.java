/** How good a reader is: its answers to labelled pictures beside the labels, as figures with their uncertainty. */
@NullMarked
package org.meterline.ocr.bench;

import org.jspecify.annotations.NullMarked;
