/** Who may come in, and as whom: API keys with a tenant and a role, the staff's sign-in, the tenant of a request. */
@NullMarked
package org.meterline.access;

import org.jspecify.annotations.NullMarked;
