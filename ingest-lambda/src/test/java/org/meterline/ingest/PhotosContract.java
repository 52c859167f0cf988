package org.meterline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every kind of {@link Photos} does, the fake and the real one. */
interface PhotosContract {

    Photos photos();

    byte[] fileUnder(String key);

    @Test
    default void a_file_is_stored_with_its_hash() {
        var key = newKey();

        var stored = photos().putIfAbsent(key, Samples.JPEG, FileType.JPEG);

        assertThat(stored)
                .isEqualTo(new Message.StoredFile(key, InMemoryPhotos.sha256(Samples.JPEG), Samples.JPEG.length));
        assertThat(fileUnder(key)).isEqualTo(Samples.JPEG);
    }

    @Test
    default void what_is_there_is_never_overwritten_and_speaks_for_itself() {
        var key = newKey();
        var first = photos().putIfAbsent(key, Samples.JPEG, FileType.JPEG);

        assertThat(photos().putIfAbsent(key, Samples.PNG, FileType.PNG)).isEqualTo(first);
        assertThat(photos().putIfAbsent(key, Samples.JPEG, FileType.JPEG)).isEqualTo(first);

        assertThat(fileUnder(key)).isEqualTo(Samples.JPEG);
    }

    @Test
    default void a_file_is_found_and_what_is_not_there_is_not() {
        var key = newKey();
        assertThat(photos().find(key)).isEmpty();
        var stored = photos().putIfAbsent(key, Samples.JPEG, FileType.JPEG);
        assertThat(photos().find(key)).contains(stored);
    }

    private static String newKey() {
        return "meters/2026/11/" + UUID.randomUUID() + ".jpg";
    }
}
