/** Starts the parts of the system in order, keeps them running, and stops them: the whole house on one machine. */
@NullMarked
package org.meterline.stack.supervisor;

import org.jspecify.annotations.NullMarked;
