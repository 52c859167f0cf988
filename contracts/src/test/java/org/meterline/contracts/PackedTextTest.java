package org.meterline.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedTextTest {

    private static final String BODY = "AccountSid=AC00000000000000000000000000000001&Body=Gr%C3%BC%C3%9Fe"
            + "&From=whatsapp%3A%2B27831234567&MessageSid=SM00000000000000000000000000000002&To=whatsapp%3A%2B14155238886";

    /** Made on 2026-11-22 by another zlib, with dictionary 1: what lies in tables must be read for as long as tables keep it. */
    private static final String BODY_PACKED_WITH_1 =
            "ePkFqHviQ0mdBvgBNJ26F6k6G6s6OYNIS7dUbLFvZG5hDGwNmJiamaPmdAI2GGG6E6nQAAAV2CwB";

    @ParameterizedTest
    @ValueSource(strings = {"", "a", BODY, "ja, große Freude 🎉 \u0000", "{\"candidates\":[]}"})
    void a_text_comes_out_as_it_went_in(String text) {
        assertThat(PackedText.unpack(PackedText.pack(text))).isEqualTo(text);
    }

    @Test
    void the_longest_text_of_a_webhook_does_too() {
        var text = "x%3A".repeat(25_000);

        assertThat(PackedText.unpack(PackedText.pack(text))).isEqualTo(text);
    }

    @Test
    void what_was_packed_with_a_dictionary_is_read_whatever_comes_later() {
        assertThat(PackedText.unpack(Base64.getDecoder().decode(BODY_PACKED_WITH_1)))
                .isEqualTo(BODY);
    }

    @Test
    void what_was_packed_without_one_is_read_too() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var deflating = new DeflaterOutputStream(packed)) {
            deflating.write(BODY.getBytes(UTF_8));
        }

        assertThat(PackedText.unpack(packed.toByteArray())).isEqualTo(BODY);
    }

    @Test
    void a_webhook_and_what_the_reader_says_take_a_quarter_of_their_size() throws IOException {
        try (var sample = PackedText.class.getResourceAsStream("samples/reading.captured.v1.json")) {
            var reading = new String(sample.readAllBytes(), UTF_8).replaceAll("\\s*\\n\\s*", "");

            assertThat(PackedText.pack(reading)).hasSizeLessThan(reading.length() / 4);
        }
        assertThat(PackedText.pack(BODY)).hasSizeLessThan(BODY.length() / 2);
    }

    @Test
    void what_is_none_is_refused() {
        var packed = PackedText.pack(BODY);

        assertThatIllegalArgumentException().isThrownBy(() -> PackedText.unpack(new byte[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> PackedText.unpack(BODY.getBytes(UTF_8)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PackedText.unpack(Arrays.copyOf(packed, packed.length - 6)));
    }

    @Test
    void what_was_packed_with_a_dictionary_that_is_not_here_is_refused_and_says_so() {
        var deflater = new Deflater();
        deflater.setDictionary("another one".getBytes(UTF_8));
        deflater.setInput(BODY.getBytes(UTF_8));
        deflater.finish();
        var packed = new byte[1_000];
        var length = deflater.deflate(packed);
        deflater.end();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> PackedText.unpack(Arrays.copyOf(packed, length)))
                .withMessageContaining("dictionary");
    }

    @Test
    void a_text_without_end_is_refused() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var deflating = new DeflaterOutputStream(packed)) {
            deflating.write(new byte[5 * 1024 * 1024]);
        }

        assertThatIllegalArgumentException().isThrownBy(() -> PackedText.unpack(packed.toByteArray()));
    }
}
