/** What the supervisor keeps and remembers. */
@NullMarked
package org.meterline.stack.supervisor;

import org.jspecify.annotations.NullMarked;
