/**
 * Files as somebody sends them who means harm, or whose phone is broken: damaged pictures without end, and pictures that ask
 * for more than they are. The same seed gives the same files, byte by byte.
 */
@NullMarked
package org.meterline.engines.hostile;

import org.jspecify.annotations.NullMarked;
