/**
 * One message's journey, told from what the stores hold of it and not from a collector of traces: it is there for every message,
 * sampled or not, and it says where the message waits.
 */
@NullMarked
package org.meterline.operations.trace;

import org.jspecify.annotations.NullMarked;
