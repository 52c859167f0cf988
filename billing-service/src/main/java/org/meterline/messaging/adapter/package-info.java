/** Messaging's doors: the queue in PostgreSQL, Twilio, and what the broker says about deliveries. */
@NullMarked
package org.meterline.messaging.adapter;

import org.jspecify.annotations.NullMarked;
