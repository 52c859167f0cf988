/** Where a deployment keeps things, and what opens them: the embedded stack of this machine, or AWS. */
@NullMarked
package org.meterline.operations.deployment;

import org.jspecify.annotations.NullMarked;
