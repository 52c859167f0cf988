/**
 * What stands around the lambdas on AWS, as one process: the API Gateway door for webhooks, the pollers that feed queues to
 * functions, the schedule. The functions' workers are its children.
 */
@NullMarked
package org.meterline.stack.gateway;

import org.jspecify.annotations.NullMarked;
