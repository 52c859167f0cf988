package org.meterline.readings.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PhotoHashTest {

    private static final PhotoHash SOME = new PhotoHash("c3d1e0f09a5b7788".repeat(4));

    @Test
    void a_hash_is_64_hex_digits_and_anything_else_is_none() {
        assertThat(PhotoHash.parse(SOME.hex())).contains(SOME);
        assertThat(PhotoHash.parse(null)).isEmpty();
        assertThat(PhotoHash.parse("c3d1e0f09a5b7788")).isEmpty();
        assertThat(PhotoHash.parse("x" + SOME.hex().substring(1))).isEmpty();
    }

    @Test
    void the_distance_is_the_bits_that_differ() {
        assertThat(new PhotoHash("f".repeat(64)).distanceTo(new PhotoHash("0".repeat(64))))
                .isEqualTo(256);
        assertThat(SOME.distanceTo(flipped(SOME, 3, new SplittableRandom(1)))).isEqualTo(3);
        assertThat(SOME.distanceTo(SOME)).isZero();
    }

    @Test
    void a_band_is_sixteen_bits_from_the_left_and_has_seventeen_neighbours() {
        assertThat(SOME.band(0)).isEqualTo(0xc3d1);
        assertThat(SOME.band(15)).isEqualTo(0x7788);
        assertThat(SOME.neighboursOfBand(3)).hasSize(17).startsWith(0x7788).doesNotHaveDuplicates();
    }

    /** The promise that the index rests on. */
    @Test
    void what_is_near_is_found_by_a_band_but_for_one_in_a_hundred_at_the_very_limit() {
        var random = new SplittableRandom(256);
        var missed = IntStream.range(0, 4_000)
                .filter(pair -> !foundByABand(SOME, flipped(SOME, PhotoHash.NEAR_BITS_MAX, random)))
                .count();

        assertThat(missed).isLessThan(40);
        assertThat(IntStream.range(0, 4_000)
                        .filter(pair -> !foundByABand(SOME, flipped(SOME, PhotoHash.NEAR_BITS_MAX / 2, random))))
                .isEmpty();
    }

    private static boolean foundByABand(PhotoHash hash, PhotoHash near) {
        return IntStream.range(0, PhotoHash.BANDS)
                .anyMatch(band -> hash.neighboursOfBand(band).contains(near.band(band)));
    }

    private static PhotoHash flipped(PhotoHash hash, int bits, SplittableRandom random) {
        var flipped = new BigInteger(hash.hex(), 16);
        var places = random.ints(0, 256).distinct().limit(bits).toArray();
        for (var place : places) {
            flipped = flipped.flipBit(place);
        }
        return new PhotoHash("0".repeat(64 - flipped.toString(16).length()) + flipped.toString(16));
    }
}
