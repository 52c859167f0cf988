/** The doors of readings: its tables, its queue, its part of the HTTP API. */
@NullMarked
package org.meterline.readings.adapter;

import org.jspecify.annotations.NullMarked;
