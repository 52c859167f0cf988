package org.meterline.conversation.domain;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DecimalStyle;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * Our words in every language. A phrase has blanks, {@code {serial}}; numbers are grouped as the language does it, always in the
 * digits 0 to 9, because those are what stands on meters.
 */
public final class Catalogue {

    private static final Pattern BLANK = Pattern.compile("\\{([a-z]+)}");
    private static final int DECIMALS_MAX = 3;

    private final Map<Language, Map<Phrase, String>> phrases = new EnumMap<>(Language.class);

    private Catalogue() {
        for (var language : Language.values()) {
            phrases.put(language, load(language));
        }
    }

    /** The catalogue as shipped. It has every phrase in every language, or it does not load. */
    public static Catalogue shipped() {
        return new Catalogue();
    }

    private static Map<Phrase, String> load(Language language) {
        var file = "phrases_" + language.locale() + ".properties";
        try (var stream = Catalogue.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException(file + " is not on the class path");
            }
            var properties = new Properties();
            properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
            var phrases = new EnumMap<Phrase, String>(Phrase.class);
            for (var phrase : Phrase.values()) {
                var words = properties.getProperty(phrase.key());
                if (words == null) {
                    throw new IllegalStateException(file + " has no " + phrase.key());
                }
                phrases.put(phrase, words);
            }
            return phrases;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The words of a phrase, blanks and all. */
    String words(Language language, Phrase phrase) {
        return phrases.getOrDefault(language, Map.of()).getOrDefault(phrase, "");
    }

    /** The blanks of a phrase, in the order of their first appearance. */
    public List<String> blanks(Language language, Phrase phrase) {
        var blanks = new ArrayList<String>();
        var found = BLANK.matcher(words(language, phrase));
        while (found.find()) {
            if (!blanks.contains(found.group(1))) {
                blanks.add(found.group(1));
            }
        }
        return blanks;
    }

    /** A phrase with its blanks filled in; every blank needs a value. */
    public String say(Language language, Phrase phrase, Map<String, String> values) {
        return BLANK.matcher(words(language, phrase)).replaceAll(blank -> {
            var value = values.get(blank.group(1));
            if (value == null) {
                throw new IllegalArgumentException(phrase + " lacks its " + blank.group(1));
            }
            return java.util.regex.Matcher.quoteReplacement(value);
        });
    }

    /** A phrase without blanks. */
    public String say(Language language, Phrase phrase) {
        return say(language, phrase, Map.of());
    }

    /** A number as the language writes it, no more decimals than it has. */
    public static String number(Language language, BigDecimal number) {
        var symbols = DecimalFormatSymbols.getInstance(latin(language));
        var format = new DecimalFormat("#,##0.###", symbols);
        format.setMaximumFractionDigits(DECIMALS_MAX);
        return format.format(number);
    }

    /** A day as the language writes it. */
    public static String day(Language language, LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(latin(language))
                .withDecimalStyle(DecimalStyle.STANDARD)
                .format(day);
    }

    private static Locale latin(Language language) {
        return new Locale.Builder()
                .setLocale(language.locale())
                .setUnicodeLocaleKeyword("nu", "latn")
                .build();
    }
}
