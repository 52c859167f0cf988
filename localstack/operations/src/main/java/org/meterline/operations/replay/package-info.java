/** Replay: what is stored goes through the whole chain again, and what was done before is not done twice. */
@NullMarked
package org.meterline.operations.replay;

import org.jspecify.annotations.NullMarked;
