package org.meterline.conversation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.meterline.messaging.NewMessage;

class CatalogueTest {

    private static final int UTILITY_NAME_MAX = 80;

    private final Catalogue catalogue = Catalogue.shipped();

    @ParameterizedTest
    @EnumSource(Language.class)
    void every_file_has_exactly_our_phrases(Language language) throws IOException {
        var file = new Properties();
        try (var stream = Catalogue.class.getResourceAsStream("phrases_" + language.locale() + ".properties")) {
            file.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
        }
        assertThat(file.stringPropertyNames())
                .isEqualTo(Arrays.stream(Phrase.values()).map(Phrase::key).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void every_phrase_has_the_blanks_of_the_english_one_and_no_broken_ones(Language language) {
        for (var phrase : Phrase.values()) {
            Set<String> english = new HashSet<>(catalogue.blanks(Language.ENGLISH, phrase));
            assertThat(new HashSet<>(catalogue.blanks(language, phrase)))
                    .as("%s", phrase)
                    .isEqualTo(english);

            var values = new HashMap<String, String>();
            english.forEach(blank -> values.put(blank, "x".repeat(UTILITY_NAME_MAX)));
            var said = catalogue.say(language, phrase, values);
            assertThat(said).as("%s", phrase).isNotBlank().doesNotContain("{", "}", "''");
            assertThat(said.length()).as("%s", phrase).isLessThan(NewMessage.TEXT_MAX);
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void no_language_says_the_words_of_another(Language language) {
        for (var other : Language.values()) {
            if (other != language) {
                assertThat(catalogue.say(language, Phrase.MEDIA_LOST))
                        .isNotEqualTo(catalogue.say(other, Phrase.MEDIA_LOST));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void numbers_and_days_are_written_in_the_digits_of_meters(Language language) {
        assertThat(Catalogue.number(language, new BigDecimal("1234567.5"))).matches("[0-9., \\u00a0\\u202f]+");
        assertThat(Catalogue.day(language, LocalDate.of(2026, 11, 21)))
                .contains("21", "2026")
                .doesNotContainPattern("[\\u0966-\\u096f]");
    }

    @Test
    void numbers_are_grouped_as_the_language_does_it() {
        assertThat(Catalogue.number(Language.ENGLISH, new BigDecimal("1234567.5")))
                .isEqualTo("1,234,567.5");
        assertThat(Catalogue.number(Language.SPANISH, new BigDecimal("1234567.50")))
                .isEqualTo("1.234.567,5");
        assertThat(Catalogue.number(Language.FRENCH, new BigDecimal("1.234"))).isEqualTo("1,234");
    }

    @Test
    void a_value_with_signs_of_its_own_is_said_as_it_is() {
        assertThat(catalogue.say(
                        Language.ENGLISH, Phrase.STOP_DONE, java.util.Map.of("utility", "A$1 {serial} \\ Water")))
                .contains("A$1 {serial} \\ Water");
    }
}
