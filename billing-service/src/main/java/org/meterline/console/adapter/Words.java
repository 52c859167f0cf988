package org.meterline.console.adapter;

import java.util.Map;
import org.meterline.readings.DoubtCode;
import org.meterline.readings.Fact;
import org.meterline.readings.ReadingNote;
import org.meterline.readings.ReadingSource;
import org.meterline.review.Doubt;

/** What codes are called on pages. */
final class Words {

    private Words() {}

    static String of(DoubtCode code) {
        return switch (code) {
            case SAME_PHOTO -> "Same photo sent before";
            case NEARLY_SAME_PHOTO -> "Nearly the same photo sent before";
            case SCREEN -> "Photo of a screen or print";
            case OTHER_SERIAL -> "Other serial number";
            case OTHER_KIND -> "Other kind of meter";
            case BELOW_PREVIOUS -> "Below the previous reading";
            case ABOVE_LATER -> "Above a later reading";
            case TOO_HIGH -> "Unusually high";
            case LOW_CONFIDENCE -> "Hard to read";
        };
    }

    static String of(Doubt.Status status) {
        return switch (status) {
            case WAITING -> "Waiting";
            case ACCEPTED -> "Accepted";
            case CORRECTED -> "Corrected";
            case REJECTED -> "Rejected";
            case EXPIRED -> "Nobody decided in time";
        };
    }

    static String of(ReadingSource source) {
        return switch (source) {
            case PHOTO -> "Photo";
            case REVIEW -> "Photo, reviewed";
            case TYPED -> "Typed";
            case IMPORT -> "Opening reading";
        };
    }

    static String of(ReadingNote note) {
        return switch (note) {
            case FIRST -> "first reading";
            case ROLLOVER -> "register began again at zero";
            case ZERO_CONSUMPTION -> "nothing consumed";
            case TURNING -> "a wheel was turning";
            case RERANKED -> "not the reader's first choice";
        };
    }

    private static final Map<Fact, String> FACTS = Map.ofEntries(
            Map.entry(Fact.DIAL, "Dial as read"),
            Map.entry(Fact.INDEX, "Understood as"),
            Map.entry(Fact.DIGITS_READ, "Digits read"),
            Map.entry(Fact.DIGITS_OF_METER, "Digits of the meter"),
            Map.entry(Fact.DECIMALS_OF_METER, "Decimals of the meter"),
            Map.entry(Fact.PREVIOUS_INDEX, "Previous reading"),
            Map.entry(Fact.PREVIOUS_DATE, "Previous reading on"),
            Map.entry(Fact.LATER_INDEX, "Later reading"),
            Map.entry(Fact.LATER_DATE, "Later reading on"),
            Map.entry(Fact.CONSUMPTION, "Consumption since"),
            Map.entry(Fact.DAYS, "Days since"),
            Map.entry(Fact.USUAL_PER_DAY, "Usual per day"),
            Map.entry(Fact.CONSUMPTION_LIMIT, "Looked at above"),
            Map.entry(Fact.CONFIDENCE, "Confidence"),
            Map.entry(Fact.CONFIDENCE_OF_READER, "Confidence of the reader alone"),
            Map.entry(Fact.CONFIDENCE_ASKED, "Confidence asked for"),
            Map.entry(Fact.FINDINGS, "Photo is"),
            Map.entry(Fact.TURNING, "Wheels that were turning"),
            Map.entry(Fact.READER_SAID, "The reader said"),
            Map.entry(Fact.CHANGED, "Taken differently"),
            Map.entry(Fact.RIVAL, "Next best"),
            Map.entry(Fact.EXPECTED, "Expected about"),
            Map.entry(Fact.SERIAL_READ, "Serial number in the photo"),
            Map.entry(Fact.SERIAL_OF_METER, "Serial number of the meter"),
            Map.entry(Fact.SERIAL_OF_ANOTHER, "It is in the books for meter"),
            Map.entry(Fact.KIND_READ, "Kind in the photo"),
            Map.entry(Fact.KIND_OF_METER, "Kind of the meter"),
            Map.entry(Fact.EARLIER_PERIOD, "Sent before for"),
            Map.entry(Fact.EARLIER_PHOTO, "Sent before as"),
            Map.entry(Fact.EARLIER_METER, "Sent before for meter"),
            Map.entry(Fact.DISTANCE_BITS, "Bits that differ, of 256"),
            Map.entry(Fact.ALSO, "Further doubts"));

    static String of(Fact fact) {
        return FACTS.getOrDefault(fact, fact.json());
    }
}
