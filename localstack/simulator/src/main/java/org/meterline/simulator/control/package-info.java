/** What only a simulator has: doors for the page, the launcher and tests. A customer writes here; here one looks and makes mischief. */
@NullMarked
package org.meterline.simulator.control;

import org.jspecify.annotations.NullMarked;
