/**
 * How fast billing is, measured on the deployed service from outside: beside PostgreSQL's own bench program on the same
 * statements, beside itself with batches switched off, and beside a publisher that does nothing else.
 */
@NullMarked
package org.meterline.stack.bench;

import org.jspecify.annotations.NullMarked;
