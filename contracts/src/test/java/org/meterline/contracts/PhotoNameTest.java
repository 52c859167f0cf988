package org.meterline.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoNameTest {

    private static final String MESSAGE = "MM00000000000000000000000000000002";

    @Test
    void the_first_photo_is_named_like_its_message_and_further_ones_are_counted() {
        assertThat(new PhotoName(MESSAGE, 1).id()).isEqualTo(MESSAGE);
        assertThat(new PhotoName(MESSAGE, 2).id()).isEqualTo(MESSAGE + "-2");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9, 10})
    void a_name_is_found_again_in_its_id_and_in_its_key(int number) {
        var name = new PhotoName(MESSAGE, number);

        assertThat(PhotoName.parse(name.id())).contains(name);
        assertThat(PhotoName.ofKey(name.key(PhotoName.READ_FOLDER, Instant.parse("2026-11-21T08:15:30Z"), "jpg")))
                .contains(name);
    }

    @Test
    void the_month_is_that_of_utc() {
        assertThat(new PhotoName(MESSAGE, 1).key(PhotoName.READ_FOLDER, Instant.parse("2026-12-31T23:59:59Z"), "jpg"))
                .isEqualTo("meters/2026/12/" + MESSAGE + ".jpg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MM1", MESSAGE + "-1", MESSAGE + "-11", MESSAGE + "/../x", " " + MESSAGE})
    void anything_else_is_no_photo(String id) {
        assertThat(PhotoName.parse(id)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"unread/2026/11/" + MESSAGE + ".pdf", "meters/2026/" + MESSAGE + ".jpg", "meters/2026/11/cat.jpg"
            })
    void other_keys_hold_no_photo_to_read(String key) {
        assertThat(PhotoName.ofKey(key)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 11})
    void a_message_has_at_most_ten(int number) {
        assertThatIllegalArgumentException().isThrownBy(() -> new PhotoName(MESSAGE, number));
    }
}
