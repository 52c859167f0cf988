/** Processes that start, end and are recognised again. */
@NullMarked
package org.meterline.stack.process;

import org.jspecify.annotations.NullMarked;
