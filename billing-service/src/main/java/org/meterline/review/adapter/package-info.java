/** The doors of review: its table, its listener to readings, its part of the HTTP API. */
@NullMarked
package org.meterline.review.adapter;

import org.jspecify.annotations.NullMarked;
