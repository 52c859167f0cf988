/** A small deployment of real stores, for tests. */
@NullMarked
package org.meterline.operations;

import org.jspecify.annotations.NullMarked;
