/** Several who work on the same thing, one step at a time in any order, each of whom may die: for tests of what they share. */
@NullMarked
package org.meterline.engines.interleaving;

import org.jspecify.annotations.NullMarked;
