/** What operators do with a deployment as a whole, wherever it runs. */
@NullMarked
package org.meterline.operations;

import org.jspecify.annotations.NullMarked;
