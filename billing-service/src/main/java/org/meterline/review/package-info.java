/** Doubted readings that wait for a person, and what people decide about them. Neighbours listen to {@link org.meterline.review.ReviewNews}. */
@NullMarked
package org.meterline.review;

import org.jspecify.annotations.NullMarked;
