/** What Twilio calls: webhooks for what customers send, and callbacks for what became of what the utility sent. Signed, tried again as Twilio does. */
@NullMarked
package org.meterline.simulator.webhook;

import org.jspecify.annotations.NullMarked;
