package org.meterline.stack.storm;

import java.util.List;
import java.util.Random;

/** What customers write, sensible and not. */
final class Words {

    private static final List<String> GREETINGS = List.of(
            "hello", "Hi there!", "good morning", "sawubona", "bonjour", "hola", "olá", "नमस्ते", "hallo daar", "menu");
    private static final List<String> QUESTIONS = List.of(
            "help",
            "status",
            "my reading",
            "what is my bill?",
            "last reading",
            "hulp",
            "usizo",
            "aide",
            "ayuda",
            "how do I read the meter",
            "agent please",
            "balance");
    private static final List<String> NONSENSE = List.of(
            "",
            " \t ",
            "😀🔥👩‍👩‍👧‍👦",
            "\u202Egnidaer ym",
            "<script>alert(1)</script>",
            "'; drop table readings.reading; --",
            "%s%n%x${jndi:ldap://x/y}{{7*7}}",
            "null",
            "a\u0000b",
            "\uFEFF12,5\u200B",
            "1e999",
            "-17",
            "99999999999999999999",
            "x".repeat(1_600),
            "ﷺ".repeat(200),
            "yes",
            "no",
            "1",
            "2",
            "../../etc/passwd");

    private Words() {}

    static String greeting(Random random) {
        return oneOf(GREETINGS, random);
    }

    static String question(Random random) {
        return oneOf(QUESTIONS, random);
    }

    static String nonsense(Random random) {
        return oneOf(NONSENSE, random);
    }

    /** A reading as people type it, mostly one that can be: a little above the last that is known. */
    static String reading(Random random) {
        var index = Population.FIRST_INDEX + random.nextInt(4_000) / 10.0;
        return switch (random.nextInt(5)) {
            case 0 -> "my reading is %.1f".formatted(index);
            case 1 -> "%.0f".formatted(index);
            case 2 -> "%.1f".formatted(index).replace('.', ',');
            case 3 -> "%.1f".formatted(index * (1 + random.nextInt(3))); // may be far too much
            default -> "%.1f".formatted(index);
        };
    }

    private static String oneOf(List<String> words, Random random) {
        return words.get(random.nextInt(words.size()));
    }
}
