/**
 * The storm: drives a whole system of its own through real sockets with customers who never wait, breaks its parts meanwhile, and
 * asks at the end whether anything was lost or done twice. Everything follows from a seed.
 */
@NullMarked
package org.meterline.stack.storm;

import org.jspecify.annotations.NullMarked;
