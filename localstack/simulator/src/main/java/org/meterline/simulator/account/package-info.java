/** Twilio's accounts and their tokens, which are here, in memory, and nowhere else. */
@NullMarked
package org.meterline.simulator.account;

import org.jspecify.annotations.NullMarked;
