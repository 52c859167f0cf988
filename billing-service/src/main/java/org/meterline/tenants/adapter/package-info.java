/** Where tenants are kept and how they come in. */
@NullMarked
package org.meterline.tenants.adapter;

import org.jspecify.annotations.NullMarked;
