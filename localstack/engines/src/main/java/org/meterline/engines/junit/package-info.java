/**
 * One JUnit extension per real dependency: started on first use, shared by all test classes of a JVM, ended with it. A test
 * that kills an engine starts it again before it ends.
 */
@NullMarked
package org.meterline.engines.junit;

import org.jspecify.annotations.NullMarked;
