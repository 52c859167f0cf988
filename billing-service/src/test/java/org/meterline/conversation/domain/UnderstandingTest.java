package org.meterline.conversation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnderstandingTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STOP",
                "stop.",
                " Unsubscribe ",
                "Staak",
                "yima",
                "Arrêt",
                "DESABONNER",
                "baja",
                "sair",
                "बंद करो"
            })
    void stop_is_understood_in_every_language(String text) {
        assertThat(Understanding.of(text)).isInstanceOf(Intent.Stop.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"please don't stop the water", "I will not cancel", "my meter does not stop turning"})
    void nobody_is_unsubscribed_by_a_word_in_a_sentence(String text) {
        assertThat(Understanding.of(text)).isEqualTo(new Intent.Unclear());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hi", "HELP", "Hallo!", "Sawubona", "Bonjour", "¡Hola!", "Olá", "नमस्ते", "मदद", "?"})
    void a_greeting_gets_the_menu(String text) {
        assertThat(Understanding.of(text)).isEqualTo(new Intent.Menu());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    12345            | 12345    | false
                    12 345           | 12345    | false
                    12345,6          | 12345.6  | false
                    12345.6 kWh      | 12345.6  | false
                    812 m3           | 812      | false
                    reading 12345.6  | 12345.6  | true
                    My reading is 77 | 77       | true
                    Lesing: 00123    | 00123    | true
                    isilinganiso 123 | 123      | true
                    relevé 12345     | 12345    | true
                    १२३४५            | 12345    | false
                    रीडिंग १२३४५.६   | 12345.6  | true
                    ١٢٣٤٥٫٦          | 12345.6  | false
                    """)
    void numbers_are_understood_in_every_script(String text, String digits, boolean saidReading) {
        assertThat(Understanding.of(text)).isEqualTo(new Intent.Number(digits, saidReading));
    }

    @ParameterizedTest
    @ValueSource(strings = {"call me at 0831234567", "I paid R200", "12345 or 12346", "1.2.3", "", "   ", "🙂"})
    void what_is_not_clear_is_not_guessed(String text) {
        assertThat(Understanding.of(text)).isEqualTo(new Intent.Unclear());
    }

    @Test
    @Timeout(value = 5, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void what_is_longer_than_any_request_is_not_taken_apart() {
        for (var mark : List.of("!", " ", ".", "\u00a0")) {
            var marks = mark.repeat(200_000);
            assertThat(Understanding.of("stop" + marks + "x")).isEqualTo(new Intent.Unclear());
            assertThat(Understanding.of(marks + "stop" + marks)).isEqualTo(new Intent.Unclear());
        }
    }

    @Test
    void languages_are_called_by_their_own_name_or_in_english() {
        assertThat(Understanding.of("isiZulu")).isEqualTo(new Intent.Speak(Language.ZULU));
        assertThat(Understanding.of("Français")).isEqualTo(new Intent.Speak(Language.FRENCH));
        assertThat(Understanding.of("hindi")).isEqualTo(new Intent.Speak(Language.HINDI));
    }

    @Test
    void a_yes_is_a_start_only_from_somebody_who_had_stopped() {
        assertThat(Understanding.of("Yebo")).isEqualTo(new Intent.Start("yebo", true));
        assertThat(Understanding.of("START")).isEqualTo(new Intent.Start("start", false));
    }
}
