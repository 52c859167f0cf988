/** What our queues gave up: kept, shown to staff, and taken back or thrown away by them. The customer is told once. */
@NullMarked
package org.meterline.deadletters;

import org.jspecify.annotations.NullMarked;
