package org.meterline.readings;

/** The name of one number or word that a decision about a reading rests on. */
public enum Fact {
    /** The dial as it was read or typed. */
    DIAL("dial"),
    /** What the dial was understood as. */
    INDEX("index"),
    DIGITS_READ("digitsRead"),
    DIGITS_OF_METER("digitsOfMeter"),
    DECIMALS_OF_METER("decimalsOfMeter"),
    PREVIOUS_INDEX("previousIndex"),
    /** The day of the previous reading in the tenant's zone. */
    PREVIOUS_DATE("previousDate"),
    LATER_INDEX("laterIndex"),
    LATER_DATE("laterDate"),
    /** What was consumed since the previous reading, with the multiplier. */
    CONSUMPTION("consumption"),
    /** The days that the consumption is spread over, started days counted. */
    DAYS("days"),
    USUAL_PER_DAY("usualPerDay"),
    /** The consumption above which a person looks at it. */
    CONSUMPTION_LIMIT("consumptionLimit"),
    CONFIDENCE("confidence"),
    CONFIDENCE_OF_READER("confidenceOfReader"),
    CONFIDENCE_ASKED("confidenceAsked"),
    /** What the reader found wrong with the photo, by name, joined by commas. */
    FINDINGS("findings"),
    /** The wheels before the point that stood between two digits, counted from the left, from 1, joined by commas. */
    TURNING("turning"),
    /** The reader's candidates with its confidence in each, best first. */
    READER_SAID("readerSaid"),
    /** How the reading differs from the first of them, by name, joined by commas. */
    CHANGED("changed"),
    /** The next best reading, with its confidence. */
    RIVAL("rival"),
    /** Between which indexes the meter was expected nine times of ten, from what it showed before. */
    EXPECTED("expected"),
    SERIAL_READ("serialRead"),
    SERIAL_OF_METER("serialOfMeter"),
    /** The serial number of another meter in the books that the one in the photo is. */
    SERIAL_OF_ANOTHER("serialOfAnother"),
    KIND_READ("kindRead"),
    KIND_OF_METER("kindOfMeter"),
    /** The billing period that the same photo was sent for before. */
    EARLIER_PERIOD("earlierPeriod"),
    EARLIER_PHOTO("earlierPhoto"),
    /** The serial number of the meter that the same photo was sent for before, if it is another. */
    EARLIER_METER("earlierMeter"),
    /** In how many of 256 bits the two photos' hashes differ. */
    DISTANCE_BITS("distanceBits"),
    /** Further doubts, after the one that gives the code. */
    ALSO("also");

    private final String json;

    Fact(String json) {
        this.json = json;
    }

    /** The name in JSON. */
    public String json() {
        return json;
    }
}
