/** The platform's doors: PostgreSQL, RabbitMQ, DynamoDB and HTTP. */
@NullMarked
package org.meterline.platform.adapter;

import org.jspecify.annotations.NullMarked;
