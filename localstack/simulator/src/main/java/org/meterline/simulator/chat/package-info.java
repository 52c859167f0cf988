/** The chats: every message in both directions with what became of it, the files they carry, and what is known of each phone. Kept on disk, bounded. */
@NullMarked
package org.meterline.simulator.chat;

import org.jspecify.annotations.NullMarked;
