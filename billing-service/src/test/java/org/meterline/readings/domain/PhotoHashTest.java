package org.meterline.readings.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PhotoHashTest {

    @Test
    void a_hash_is_sixteen_hex_digits_and_anything_else_is_none() {
        assertThat(PhotoHash.parse("c3d1e0f09a5b7788")).contains(new PhotoHash(0xc3d1e0f09a5b7788L));
        assertThat(PhotoHash.parse(null)).isEmpty();
        assertThat(PhotoHash.parse("c3d1")).isEmpty();
        assertThat(PhotoHash.parse("c3d1e0f09a5b7788c3d1e0f09a5b7788")).isEmpty();
        assertThat(PhotoHash.parse("x3d1e0f09a5b7788")).isEmpty();
    }

    @Test
    void the_distance_is_the_bits_that_differ() {
        assertThat(new PhotoHash(-1).distanceTo(new PhotoHash(0))).isEqualTo(64);
        assertThat(new PhotoHash(0b1010).distanceTo(new PhotoHash(0b0110))).isEqualTo(2);
    }

    /** The promise that makes the index complete: whatever is near shares a neighbour of some band. */
    @Test
    void every_near_hash_is_a_neighbour_by_one_band_at_least() {
        var random = new SplittableRandom(64);
        for (var pair = 0; pair < 2_000; pair++) {
            var hash = new PhotoHash(random.nextLong());
            var bits = hash.bits();
            for (var flip = 0; flip < PhotoHash.NEAR_BITS_MAX; flip++) {
                bits ^= 1L << random.nextInt(64);
            }
            var near = new PhotoHash(bits);
            assertThat(IntStream.range(0, PhotoHash.BANDS)
                            .anyMatch(band -> hash.neighboursOfBand(band)
                                    .contains(near.neighboursOfBand(band).getFirst())))
                    .isTrue();
        }
    }

    @Test
    void a_band_has_few_neighbours() {
        assertThat(new PhotoHash(0x1234_5678_9abc_def0L).neighboursOfBand(3))
                .hasSize(137)
                .startsWith(0xdef0)
                .doesNotHaveDuplicates();
    }
}
