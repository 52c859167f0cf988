/** Tests of targets. */
@NullMarked
package org.meterline.operations.deployment;

import org.jspecify.annotations.NullMarked;
