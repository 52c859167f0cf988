/** Tests of replay. */
@NullMarked
package org.meterline.operations.replay;

import org.jspecify.annotations.NullMarked;
