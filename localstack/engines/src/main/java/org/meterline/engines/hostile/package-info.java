/**
 * Files and texts as somebody sends them who means harm, or whose phone is broken: damaged pictures without end, pictures that
 * ask for more than they are, texts that hope to be run. The same seed gives the same files, byte by byte.
 */
@NullMarked
package org.meterline.engines.hostile;

import org.jspecify.annotations.NullMarked;
