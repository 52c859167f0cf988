/**
 * What meters showed, and whether it can be believed: photos and typed numbers become readings here, at most once, or are
 * doubted or refused with exact evidence. Neighbours call the use cases and listen to {@link org.meterline.readings.PhotoNews}.
 */
@NullMarked
package org.meterline.readings;

import org.jspecify.annotations.NullMarked;
