/** The command line: {@code meterline up}, {@code down}, {@code status}, {@code send}, {@code read} and their friends. */
@NullMarked
package org.meterline.stack;

import org.jspecify.annotations.NullMarked;
