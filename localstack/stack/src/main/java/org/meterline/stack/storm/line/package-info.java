/** What stands between two parts during a storm: lines that can be cut, slowed and silenced, and a cloud that says no. */
@NullMarked
package org.meterline.stack.storm.line;

import org.jspecify.annotations.NullMarked;
