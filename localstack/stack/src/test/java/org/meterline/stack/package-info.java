/** The whole system on this machine, as a person and as a clerk see it. */
@NullMarked
package org.meterline.stack;

import org.jspecify.annotations.NullMarked;
