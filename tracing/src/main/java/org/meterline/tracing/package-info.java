/**
 * One trace per message of a customer, through every process and store: {@link org.meterline.tracing.Tracing} makes its steps,
 * a {@link org.meterline.tracing.Traceparent} carries it from one to the next.
 */
@NullMarked
package org.meterline.tracing;

import org.jspecify.annotations.NullMarked;
