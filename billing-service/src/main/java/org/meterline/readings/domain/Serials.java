package org.meterline.readings.domain;

import java.util.Locale;
import java.util.regex.Pattern;

/** Serial numbers as they are compared: letters and digits only, and forgiving one character that a reader got wrong. */
final class Serials {

    private static final Pattern NOISE = Pattern.compile("[^0-9A-Z]");
    private static final int TELLING_LENGTH = 5; // shorter ones stand in many places

    private Serials() {}

    /** Whether a serial that was read says anything at all. */
    static boolean telling(String read) {
        return plain(read).length() >= TELLING_LENGTH;
    }

    /** Whether what was read can be this meter's serial; plates have letters around it, and readers slip once. */
    static boolean match(String read, String known) {
        var seen = plain(read);
        var plate = plain(known);
        if (plate.length() >= TELLING_LENGTH && (seen.contains(plate) || plate.contains(seen))) {
            return true;
        }
        return seen.equals(plate) || oneApart(seen, plate);
    }

    private static boolean oneApart(String one, String other) {
        if (one.length() != other.length() || one.length() < TELLING_LENGTH) {
            return false;
        }
        var different = 0;
        for (var at = 0; at < one.length(); at++) {
            different += one.charAt(at) == other.charAt(at) ? 0 : 1;
        }
        return different <= 1;
    }

    private static String plain(String serial) {
        return NOISE.matcher(serial.toUpperCase(Locale.ROOT)).replaceAll("");
    }
}
