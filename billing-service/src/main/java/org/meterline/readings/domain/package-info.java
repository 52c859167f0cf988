/** The pure decisions behind a reading: how a dial is understood, how far a register moved, what is believed and what is not. */
@NullMarked
package org.meterline.readings.domain;

import org.jspecify.annotations.NullMarked;
