/** What a storm is made from, and a short one. */
@NullMarked
package org.meterline.stack.storm;

import org.jspecify.annotations.NullMarked;
