/** The system in containers around LocalStack: compose.yaml and the SAM template, started and ended as one. */
@NullMarked
package org.meterline.stack.docker;

import org.jspecify.annotations.NullMarked;
