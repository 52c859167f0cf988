/** The pure rules of sending: which way a message may go, how fast, what an error means, which status comes after which. */
@NullMarked
package org.meterline.messaging.domain;

import org.jspecify.annotations.NullMarked;
