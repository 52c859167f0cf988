/**
 * The real parts that Meterline stands on, each as an {@link org.meterline.engines.Engine} that can be started, killed and
 * started again on the same state: for tests and for the whole system on one machine.
 *
 * <p>A module whose tests use {@link org.meterline.engines.AwsEmulators} must be built after {@code emulators}, without
 * taking its class path: it declares {@code org.meterline:emulators} with {@code <type>pom</type>}, scope {@code test} and an
 * exclusion of {@code *:*}. The system property {@code meterline.root} says where the checkout is; the build sets it for tests.
 *
 * <p>Everything listens on loopback only. {@link org.meterline.engines.junit} has one JUnit extension per engine.
 */
@NullMarked
package org.meterline.engines;

import org.jspecify.annotations.NullMarked;
