/** Lines against sockets that talk through them. */
@NullMarked
package org.meterline.stack.storm.line;

import org.jspecify.annotations.NullMarked;
