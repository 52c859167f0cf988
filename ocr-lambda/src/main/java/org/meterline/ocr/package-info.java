/**
 * The reader of meter photos: hears from the bucket which photo was stored, reads what the counter shows, keeps the result in
 * the message table and tells it on the broker. It knows nothing of customers, meters or plausibility.
 */
@NullMarked
package org.meterline.ocr;

import org.jspecify.annotations.NullMarked;
