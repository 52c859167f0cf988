/** The utilities that Meterline works for: who they are, on which numbers they are written to, how they judge readings. */
@NullMarked
package org.meterline.tenants;

import org.jspecify.annotations.NullMarked;
