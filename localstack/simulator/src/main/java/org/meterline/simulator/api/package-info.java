/** Twilio's REST API as far as Meterline uses it: messages are sent, listed, fetched and redacted here, media downloaded and deleted. */
@NullMarked
package org.meterline.simulator.api;

import org.jspecify.annotations.NullMarked;
