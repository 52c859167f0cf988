/** Where customers are kept and how they come in. */
@NullMarked
package org.meterline.customers.adapter;

import org.jspecify.annotations.NullMarked;
