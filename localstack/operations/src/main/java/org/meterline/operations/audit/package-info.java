/** The auditor: counts what must never be, store against store, and shows examples without anything personal. */
@NullMarked
package org.meterline.operations.audit;

import org.jspecify.annotations.NullMarked;
