/** The lambda host against AWS's own runtime interface client. */
@NullMarked
package org.meterline.stack.lambda;

import org.jspecify.annotations.NullMarked;
