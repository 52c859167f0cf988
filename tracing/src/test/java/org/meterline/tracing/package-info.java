/** Tests of traces. */
@NullMarked
package org.meterline.tracing;

import org.jspecify.annotations.NullMarked;
