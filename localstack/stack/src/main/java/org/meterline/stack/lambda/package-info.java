/**
 * Lambda functions on one machine: each function is a handful of JVMs with AWS's own runtime interface client, fed by a
 * loopback Runtime API. What a function sees here is what it sees in production; only the door is smaller.
 */
@NullMarked
package org.meterline.stack.lambda;

import org.jspecify.annotations.NullMarked;
