/** The world of a rehearsal: as much of AWS, Twilio and a broker as a webhook meets, made up on loopback ports of this process. */
@NullMarked
package org.meterline.ingest.rehearsal;

import org.jspecify.annotations.NullMarked;
