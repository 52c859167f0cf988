/** Boot: the process that holds every capability. */
@NullMarked
package org.meterline;

import org.jspecify.annotations.NullMarked;
