package org.meterline.readings.domain;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Serial numbers as they are compared: letters and digits only, forgiving what readers take for each other, O and 0 for one, and
 * one more character that they got wrong.
 */
public final class Serials {

    private static final Pattern NOISE = Pattern.compile("[^0-9A-Z]");
    private static final int TELLING_LENGTH = 5; // shorter ones stand in many places

    private Serials() {}

    /** Whether a serial that was read says anything at all. */
    public static boolean telling(String read) {
        return plain(read).length() >= TELLING_LENGTH;
    }

    /** Whether what was read can be this meter's serial; plates have letters around it, and readers slip once. */
    static boolean match(String read, String known) {
        var seen = plain(read);
        var plate = plain(known);
        if (plate.length() >= TELLING_LENGTH && (seen.contains(plate) || plate.contains(seen))) {
            return true;
        }
        return oneApart(alike(seen), alike(plate));
    }

    private static boolean oneApart(String one, String other) {
        if (one.length() != other.length() || one.length() < TELLING_LENGTH) {
            return one.equals(other);
        }
        var different = 0;
        for (var at = 0; at < one.length(); at++) {
            different += one.charAt(at) == other.charAt(at) ? 0 : 1;
        }
        return different <= 1;
    }

    /** The one sign of each group that looks alike. */
    private static String alike(String plain) {
        return plain.replace('O', '0')
                .replace('Q', '0')
                .replace('D', '0')
                .replace('I', '1')
                .replace('L', '1')
                .replace('Z', '2')
                .replace('S', '5')
                .replace('G', '6')
                .replace('B', '8');
    }

    /** Letters and digits only, in capitals. */
    public static String plain(String serial) {
        return NOISE.matcher(serial.toUpperCase(Locale.ROOT)).replaceAll("");
    }
}
