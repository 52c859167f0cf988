package org.meterline.operations.trace;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that a store says has happened to a message.
 *
 * @param store which store says so
 * @param part the part of the message that it happened to; null for all of it
 * @param what it is, without anything personal
 */
public record Moment(Instant at, String store, @Nullable String part, String what) {}
