/** The doors of the lambdas against what AWS's doors do. */
@NullMarked
package org.meterline.stack.gateway;

import org.jspecify.annotations.NullMarked;
