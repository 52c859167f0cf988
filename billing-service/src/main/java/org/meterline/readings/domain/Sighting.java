package org.meterline.readings.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.Candidate;
import org.meterline.contracts.MeterType;
import org.meterline.contracts.QualityFinding;

/**
 * What the reader saw in a photo, without whose it is.
 *
 * @param candidates one to three ways to read the dial, best first
 * @param kind what the meter counts, where the photo tells
 * @param serial its serial number, where it was legible
 * @param findings what is doubtful about the photo
 * @param at when it was received
 */
public record Sighting(
        List<Candidate> candidates,
        @Nullable MeterType kind,
        @Nullable String serial,
        List<QualityFinding> findings,
        Instant at) {}
