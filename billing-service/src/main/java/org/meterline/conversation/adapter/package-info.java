/** The doors of the talk: what the broker brings, the contacts' workers, news of readings and reviews, the history. */
@NullMarked
package org.meterline.conversation.adapter;

import org.jspecify.annotations.NullMarked;
