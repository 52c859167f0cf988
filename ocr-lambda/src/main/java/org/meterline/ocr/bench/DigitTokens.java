package org.meterline.ocr.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What general text recognition sees in a photo, and the rule that makes a reading of it. */
final class DigitTokens {

    private static final int DIGITS_MIN = 3;
    private static final int DIGITS_MAX = 8;

    private DigitTokens() {}

    /** One word with its height and how sure the recogniser is, 0 to 1. */
    record Token(String text, double heightPx, double confidence) {

        String digits() {
            return text.replaceAll("\\D", "");
        }

        boolean mayBeADial() {
            var digits = digits().length();
            return digits >= DIGITS_MIN && digits <= DIGITS_MAX && digits * 2 > text.length();
        }
    }

    /** The highest word that is mostly digits, three to eight of them. */
    static Optional<Token> dial(List<Token> tokens) {
        return tokens.stream().filter(Token::mayBeADial).max(Comparator.comparingDouble(Token::heightPx));
    }

    /** That word as an answer. */
    static Answer answer(List<Token> tokens, double cpuMillis) {
        return dial(tokens)
                .map(token -> new Answer(true, token.digits(), token.confidence(), false, null, cpuMillis))
                .orElseGet(() -> Answer.none(null, cpuMillis));
    }
}
