/** Tests of the auditor. */
@NullMarked
package org.meterline.operations.audit;

import org.jspecify.annotations.NullMarked;
