/**
 * Probabilities: the one corner of readings where numbers are inexact. Nothing here is an index or an amount, and what leaves it
 * is a confidence, rounded down.
 */
@NullMarked
package org.meterline.readings.domain.chance;

import org.jspecify.annotations.NullMarked;
