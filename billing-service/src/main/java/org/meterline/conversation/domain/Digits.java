package org.meterline.conversation.domain;

/** Digits as people type them, in whatever script, as the digits 0 to 9. */
final class Digits {

    private static final int DECIMAL = 10;

    private Digits() {}

    /** The text with every decimal digit of any script written as 0 to 9, and Arabic's decimal sign as a point. */
    static String plain(String text) {
        var plain = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            var value = Character.isDigit(point) ? Character.digit(point, DECIMAL) : -1;
            if (value >= 0) {
                plain.append(value);
            } else if (point == '٫') {
                plain.append('.');
            } else {
                plain.appendCodePoint(point);
            }
        });
        return plain.toString();
    }
}
