@NullMarked
package org.meterline.stack.docker;

import org.jspecify.annotations.NullMarked;
