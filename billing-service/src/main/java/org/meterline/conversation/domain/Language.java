package org.meterline.conversation.domain;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A language that we write. Listed to customers in this order, each by the name that its speakers give it. */
public enum Language {
    ENGLISH("en", "English", List.of("english")),
    AFRIKAANS("af", "Afrikaans", List.of("afrikaans")),
    ZULU("zu", "isiZulu", List.of("isizulu", "zulu")),
    FRENCH("fr", "Français", List.of("français", "francais", "french")),
    SPANISH("es", "Español", List.of("español", "espanol", "spanish", "castellano")),
    PORTUGUESE("pt", "Português", List.of("português", "portugues", "portuguese")),
    HINDI("hi", "हिन्दी", List.of("हिन्दी", "हिंदी", "hindi"));

    private final Locale locale;
    private final String ownName;
    private final List<String> names;

    Language(String tag, String ownName, List<String> names) {
        this.locale = Locale.forLanguageTag(tag);
        this.ownName = ownName;
        this.names = names;
    }

    /** The language without a country. */
    public Locale locale() {
        return locale;
    }

    /** The language of a locale; English for those that we do not write. */
    public static Language of(Locale locale) {
        return Arrays.stream(values())
                .filter(language -> language.locale.getLanguage().equals(locale.getLanguage()))
                .findFirst()
                .orElse(ENGLISH);
    }

    /** The language that somebody named, in it or in English. */
    static Optional<Language> named(String word) {
        return Arrays.stream(values())
                .filter(language -> language.names.contains(word))
                .findFirst();
    }

    /** The language with a number on the list, from 1. */
    static Optional<Language> numbered(int number) {
        return number >= 1 && number <= values().length ? Optional.of(values()[number - 1]) : Optional.empty();
    }

    /** The list as it is shown, one line each. */
    public static String list() {
        return IntStream.range(0, values().length)
                .mapToObj(at -> (at + 1) + " " + values()[at].ownName)
                .collect(Collectors.joining("\n"));
    }
}
