package org.meterline.readings.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A perceptual hash of 64 bits: nearly equal photos differ in few of them. */
public record PhotoHash(long bits) {

    /**
     * The most bits in which photos of different meters differ and are still taken for one photo. Meters of one make look alike,
     * and what is found goes to a person, so it is better low.
     */
    public static final int NEAR_BITS_MAX = 8;

    /** The same for photos of one meter, which look alike every month, taken from where one always stands. */
    public static final int NEAR_BITS_MAX_OF_ONE_METER = 3;

    /** How many bands a hash is looked up by. */
    public static final int BANDS = 4;

    private static final int BAND_BITS = 16;
    private static final int BAND_MASK = 0xffff;
    private static final int HEX = 16;
    private static final Pattern SIXTEEN_HEX_DIGITS = Pattern.compile("[0-9a-f]{16}");

    /** The hash in an event; empty for none, and for one of another length, which another reader made. */
    public static Optional<PhotoHash> parse(@Nullable String hex) {
        return hex != null && SIXTEEN_HEX_DIGITS.matcher(hex).matches()
                ? Optional.of(new PhotoHash(Long.parseUnsignedLong(hex, HEX)))
                : Optional.empty();
    }

    /** In how many bits another differs. */
    public int distanceTo(PhotoHash other) {
        return Long.bitCount(bits ^ other.bits);
    }

    /**
     * Every value that one band of a near hash may have. Of hashes that differ in {@link #NEAR_BITS_MAX} bits, some band differs
     * in a quarter of them or less, so a near one is among these by at least one of its bands.
     *
     * @param band from 0, the leftmost
     */
    public List<Integer> neighboursOfBand(int band) {
        var own = (int) (bits >>> BAND_BITS * (BANDS - 1 - band)) & BAND_MASK;
        var neighbours = new ArrayList<Integer>();
        flip(own, 0, NEAR_BITS_MAX / BANDS, neighbours);
        return neighbours;
    }

    private static void flip(int band, int from, int flipsLeft, List<Integer> neighbours) {
        neighbours.add(band);
        if (flipsLeft > 0) {
            for (var bit = from; bit < BAND_BITS; bit++) {
                flip(band ^ 1 << bit, bit + 1, flipsLeft - 1, neighbours);
            }
        }
    }
}
