/** The pure talk: what a customer's words mean, what the dialogue does next, and which words go back. */
@NullMarked
package org.meterline.conversation.domain;

import org.jspecify.annotations.NullMarked;
