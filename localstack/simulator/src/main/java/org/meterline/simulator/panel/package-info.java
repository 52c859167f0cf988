/** A look behind the scenes for the page's side panel: what the reader saw, what billing stored, the events on the broker. Each part is optional. */
@NullMarked
package org.meterline.simulator.panel;

import org.jspecify.annotations.NullMarked;
