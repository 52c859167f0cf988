/** The console's pages, plain HTML that works without a script and loads nothing from anywhere else. */
@NullMarked
package org.meterline.console.adapter;

import org.jspecify.annotations.NullMarked;
