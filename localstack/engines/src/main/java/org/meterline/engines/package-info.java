/**
 * The real parts that Meterline stands on, each as an {@link org.meterline.engines.Engine} that can be started, killed and
 * started again on the same state: for tests and for the whole system on one machine.
 *
 * <p>Everything listens on loopback only. {@link org.meterline.engines.junit} has one JUnit extension per engine.
 */
@NullMarked
package org.meterline.engines;

import org.jspecify.annotations.NullMarked;
