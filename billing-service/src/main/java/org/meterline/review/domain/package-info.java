/** What a review needs from the outside. */
@NullMarked
package org.meterline.review.domain;

import org.jspecify.annotations.NullMarked;
