/** Who the utility serves: customers with their accounts and meters, and the contacts that write in for them. */
@NullMarked
package org.meterline.customers;

import org.jspecify.annotations.NullMarked;
