/**
 * The webhook: what Twilio tells us is checked, kept in DynamoDB and S3, told to the broker, and answered. Whatever is down
 * behind the message table, the answer is in time and nothing is lost; {@link org.meterline.ingest.SweepHandler} goes on with
 * what was left half-way, and {@link org.meterline.ingest.ReconcileHandler} finds what never came.
 */
@NullMarked
package org.meterline.ingest;

import org.jspecify.annotations.NullMarked;
