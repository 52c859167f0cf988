/**
 * What every capability stands on: transactions that know their tenant, inbox and outbox, the broker's queues, the message
 * table, problems as HTTP answers. It knows nothing of the business.
 */
@NullMarked
package org.meterline.platform;

import org.jspecify.annotations.NullMarked;
