/**
 * The AWS services that Meterline uses, each a process of its own on one machine: {@link org.meterline.emulators.DynamoDb},
 * {@link org.meterline.emulators.S3} with its notifications, {@link org.meterline.emulators.Sqs} and
 * {@link org.meterline.emulators.Secrets}. Started by {@code org.meterline.engines.AwsEmulators}; on nobody's class path.
 *
 * <p>Amazon's licence of DynamoDB Local allows development and tests only: nothing of this module is ever part of what ships.
 */
@NullMarked
package org.meterline.emulators;

import org.jspecify.annotations.NullMarked;
