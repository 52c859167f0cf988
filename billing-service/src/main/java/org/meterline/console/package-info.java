/** The pages that the utility's staff work with. Drives the other capabilities; nobody depends on it. */
@NullMarked
package org.meterline.console;

import org.jspecify.annotations.NullMarked;
