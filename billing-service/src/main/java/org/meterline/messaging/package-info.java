/**
 * What is said to customers: queued in the transaction of whoever has something to say, sent once within the rules of the
 * channel, followed until it was read. Knows senders and addresses, and nothing of meters.
 */
@NullMarked
package org.meterline.messaging;

import org.jspecify.annotations.NullMarked;
