@NullMarked
package org.meterline.stack.budget;

import org.jspecify.annotations.NullMarked;
