package org.meterline.operations.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meterline.operations.audit.Needles.Kind;

class NeedlesTest {

    private final Needles needles = new Needles();

    @BeforeEach
    void hide() {
        needles.number("whatsapp:+27831234567");
        needles.identity("whatsapp:+27836666666");
        needles.identity("ZA.1a2b3c4d5e6f");
        needles.name("Thandi M.");
        needles.text("my dog ate the meter & ran");
        needles.text("help");
        needles.secret("0123456789abcdef");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    to +27831234567 failed                        | NUMBER
                    WaId=27831234567&x                            | NUMBER
                    From=whatsapp%3A%2B27831234567&To=1           | NUMBER
                    to 27836666666 failed                         | NUMBER
                    to ZA.1a2b3c4d5e6f failed                     | IDENTITY
                    {"name":"Thandi M."}                          | NAME
                    ProfileName=Thandi+M.&                        | NAME
                    said "my dog ate the meter & ran"             | TEXT
                    Body=my+dog+ate+the+meter+%26+ran&            | TEXT
                    Bearer 0123456789abcdef                       | SECRET
                    """)
    void finds(String line, Kind kind) {
        assertThat(needles.in(line)).containsExactly(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "message SM27831234567abcdef is kept",
        "took 278312345678 ns",
        "please help",
        "Thandi Mokoena", // somebody else
        "my dog ate the other meter",
    })
    void passes_over(String line) {
        assertThat(needles.in(line)).isEmpty();
    }

    @Test
    void of_a_long_text_its_beginning_is_enough() {
        needles.text("a".repeat(40) + " and so on".repeat(20));

        assertThat(needles.in("cut: " + "a".repeat(40) + " and so on and so on and so …"))
                .containsExactly(Kind.TEXT);
    }

    @Test
    void a_number_on_every_poster_may_stand_anywhere() {
        needles.number("+14155238886");
        needles.allow("+14155238886");

        assertThat(needles.in("to +14155238886")).isEmpty();
    }
}
