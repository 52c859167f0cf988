package org.meterline.operations.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What people are called and what they said, to be looked for where it must not stand. Kept as hashes, some bytes each: numbers
 * as their digits, words by their first characters and as a whole, as they are and as a form carries them. Short words are
 * nobody's secret, and are left out.
 */
final class Needles {

    /** What can be found. */
    enum Kind {
        NUMBER("a number"),
        IDENTITY("an identity"),
        NAME("a name"),
        TEXT("a text"),
        SECRET("a secret");

        private final String shown;

        Kind(String shown) {
            this.shown = shown;
        }

        String shown() {
            return shown;
        }
    }

    private static final Pattern PHONE = Pattern.compile("(?:[a-z]+:)?\\+?\\d{8,15}");
    private static final int DIGITS_MIN = 8;
    private static final int DIGITS_MAX = 15;
    private static final int IDENTITY_MIN = 6;
    private static final int NAME_MIN = 6;
    private static final int TEXT_MIN = 10;
    private static final int SECRET_MIN = 8;
    private static final int START = 6; // characters that are compared at every place
    private static final int LENGTH_MAX = 64; // of longer words, the beginning

    private final Ids numbers = new Ids();
    private final Ids starts = new Ids();
    private final Ids words = new Ids();
    private final BitSet lengths = new BitSet();
    private final List<String> secrets = new ArrayList<>();

    /** A telephone number or an id made of digits, with whatever stands around them. */
    void number(String number) {
        var digits = number.replaceAll("\\D", "");
        if (digits.length() >= DIGITS_MIN && digits.length() <= DIGITS_MAX) {
            numbers.add(digits);
        }
    }

    /** What somebody is known by: a telephone number, or another id of the provider's. */
    void identity(String identity) {
        if (PHONE.matcher(identity.strip()).matches()) {
            number(identity);
        } else if (identity.strip().length() >= IDENTITY_MIN) {
            word(identity.strip(), Kind.IDENTITY);
        }
    }

    /** A number that may stand anywhere after all, such as the utility's own. */
    void allow(String number) {
        numbers.put(number.replaceAll("\\D", ""), 1);
    }

    void name(String name) {
        if (name.strip().length() >= NAME_MIN) {
            word(name.strip(), Kind.NAME);
        }
    }

    void text(String text) {
        if (text.strip().length() >= TEXT_MIN) {
            word(text.strip(), Kind.TEXT);
        }
    }

    void secret(String secret) {
        if (secret.length() >= SECRET_MIN) {
            secrets.add(secret);
        }
    }

    /** What of it stands in a line. */
    Set<Kind> in(String line) {
        var found = EnumSet.noneOf(Kind.class);
        findNumbers(line, found);
        findWords(line, found);
        if (secrets.stream().anyMatch(line::contains)) {
            found.add(Kind.SECRET);
        }
        return found;
    }

    private void word(String word, Kind kind) {
        keep(word, kind);
        var encoded = URLEncoder.encode(word, UTF_8);
        if (!encoded.equals(word)) {
            keep(encoded, kind);
        }
    }

    private void keep(String word, Kind kind) {
        var kept = word.substring(0, Math.min(word.length(), LENGTH_MAX));
        starts.add(kept.substring(0, START));
        words.put(kept, kind.ordinal());
        lengths.set(kept.length());
    }

    private void findNumbers(String line, Set<Kind> found) {
        var from = 0;
        while (from < line.length()) {
            if (!isDigit(line.charAt(from))) {
                from++;
                continue;
            }
            var to = from;
            while (to < line.length() && isDigit(line.charAt(to))) {
                to++;
            }
            if (to - from >= DIGITS_MIN
                    && to - from <= DIGITS_MAX
                    && standsAlone(line, from, to)
                    && numbers.markOf(line, from, to) == 0) {
                found.add(Kind.NUMBER);
            }
            from = to;
        }
    }

    /** Digits inside an id are no number; those after an encoded plus are one. */
    private static boolean standsAlone(String line, int from, int to) {
        var begins = from == 0
                || !Character.isLetterOrDigit(line.charAt(from - 1))
                || line.regionMatches(true, from - 3, "%2B", 0, 3);
        return begins && (to == line.length() || !Character.isLetterOrDigit(line.charAt(to)));
    }

    private void findWords(String line, Set<Kind> found) {
        for (var from = 0; from + START <= line.length(); from++) {
            if (starts.markOf(line, from, from + START) == Ids.NONE) {
                continue;
            }
            for (var length = lengths.nextSetBit(0); length > 0; length = lengths.nextSetBit(length + 1)) {
                var to = from + length;
                var kind = to > line.length() ? Ids.NONE : words.markOf(line, from, to);
                if (kind != Ids.NONE && isWhole(line, from, to)) {
                    found.add(Kind.values()[kind]);
                }
            }
        }
    }

    private static boolean isWhole(String line, int from, int to) {
        return (from == 0 || !Character.isLetterOrDigit(line.charAt(from - 1)))
                && (to - from == LENGTH_MAX || to == line.length() || !Character.isLetterOrDigit(line.charAt(to)));
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }
}
