@NullMarked
package org.meterline.stack.bench;

import org.jspecify.annotations.NullMarked;
