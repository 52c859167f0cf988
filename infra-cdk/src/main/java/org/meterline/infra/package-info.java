/** Meterline in the cloud, one construct per operational promise. */
@NullMarked
package org.meterline.infra;

import org.jspecify.annotations.NullMarked;
