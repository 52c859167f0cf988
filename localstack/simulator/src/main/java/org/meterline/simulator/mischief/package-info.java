/** What goes wrong on purpose: how much of it, and the seeded dice that decide whom it hits. */
@NullMarked
package org.meterline.simulator.mischief;

import org.jspecify.annotations.NullMarked;
