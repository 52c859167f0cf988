package org.meterline.ocr.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.meterline.ocr.bench.DigitTokens.Token;

class PeersTest {

    @Test
    void the_highest_word_that_is_mostly_digits_is_the_dial() {
        var tokens = List.of(
                new Token("METERLINE", 60, 0.9),
                new Token("No4410982a", 20, 0.9),
                new Token("04821", 44, 0.8),
                new Token("99", 70, 0.9),
                new Token("123456789", 80, 0.9));

        assertThat(DigitTokens.dial(tokens)).map(Token::text).contains("04821");
        assertThat(DigitTokens.answer(List.of(), 3).reading()).isNull();
    }

    @Test
    void tesseracts_table_is_understood() {
        var table = """
                level	page_num	block_num	par_num	line_num	word_num	left	top	width	height	conf	text
                1	1	0	0	0	0	0	0	640	640	-1\t
                5	1	1	1	1	1	100	200	90	44	91.5	04821
                """;

        assertThat(TesseractProcess.tokens(table)).containsExactly(new Token("04821", 44, 0.915));
    }

    @Test
    void a_peer_says_its_name_and_answers_line_by_line() throws Exception {
        var script = "echo parrot 1; while read path; do echo '{\"reading\":\"0123.4\",\"confidence\":0.5}'; done";
        try (var peer = PeerProcess.command(script).orElseThrow()) {
            assertThat(peer.name()).isEqualTo("parrot 1");

            var answer = peer.photo(Path.of("a photo.jpg"));

            assertThat(answer.reading()).isEqualTo("0123.4");
            assertThat(answer.confidence()).isEqualTo(0.5);
            assertThat(answer.said()).isTrue();
        }
    }

    @Test
    void a_peer_without_a_name_does_not_take_part() {
        assertThat(PeerProcess.command("exit 1")).isEmpty();
    }
}
