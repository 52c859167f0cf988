/** What customers is sure of, in plain Java. */
@NullMarked
package org.meterline.customers.domain;

import org.jspecify.annotations.NullMarked;
