/**
 * The talk with customers: what they say is answered in order, in their language, exactly once; what became of their photos is
 * told to them in words.
 */
@NullMarked
package org.meterline.conversation;

import org.jspecify.annotations.NullMarked;
