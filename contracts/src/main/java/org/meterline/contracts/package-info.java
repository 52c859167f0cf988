/**
 * What crosses processes, said once: the events on the broker, the names of exchange and queues, the message table's
 * attributes and states. Plain records; how they become JSON is each side's own business, and the samples beside the
 * schemas keep both sides honest.
 */
@NullMarked
package org.meterline.contracts;

import org.jspecify.annotations.NullMarked;
