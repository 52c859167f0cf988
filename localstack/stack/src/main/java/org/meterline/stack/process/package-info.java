/** Processes of this machine that the stack starts: each with a log, a pid file and an end. */
@NullMarked
package org.meterline.stack.process;

import org.jspecify.annotations.NullMarked;
