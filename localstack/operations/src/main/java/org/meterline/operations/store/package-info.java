/** A deployment's stores as an operator reads them: message table, bucket, database, broker, photo queues, provider. */
@NullMarked
package org.meterline.operations.store;

import org.jspecify.annotations.NullMarked;
