/** The little HTTP that all doors share: requests, responses and routes over the JDK's own server. It knows nothing of Twilio. */
@NullMarked
package org.meterline.simulator.http;

import org.jspecify.annotations.NullMarked;
