/**
 * Twilio and its customers' phones on one machine: a process of its own that Meterline cannot tell from the real one. The
 * packages below are Twilio's API ({@code api}), its webhooks ({@code webhook}), the chats both write to ({@code chat}), and
 * what only a simulator has: a control API, a page and a look behind the scenes ({@code control}, {@code panel}).
 */
@NullMarked
package org.meterline.simulator;

import org.jspecify.annotations.NullMarked;
