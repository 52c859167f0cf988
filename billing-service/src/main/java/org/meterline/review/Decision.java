package org.meterline.review;

import org.jspecify.annotations.Nullable;
import org.meterline.readings.MeterIndex;

/** What a person can decide about a doubted reading. */
public sealed interface Decision {

    /** It is right as it was read. */
    record Accept() implements Decision {}

    /** The photo shows something else. */
    record Correct(MeterIndex index) implements Decision {}

    /** It is no reading. */
    record Reject(@Nullable String reason) implements Decision {}
}
