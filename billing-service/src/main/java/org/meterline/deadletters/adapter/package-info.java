/** The doors of dead letters: their table, the broker's side of them, and their part of the HTTP API. */
@NullMarked
package org.meterline.deadletters.adapter;

import org.jspecify.annotations.NullMarked;
