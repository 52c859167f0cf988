/** The doors' locks: keys in PostgreSQL, their check at every request, sign-in pages. */
@NullMarked
package org.meterline.access.adapter;

import org.jspecify.annotations.NullMarked;
