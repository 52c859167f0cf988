package org.meterline.readings.domain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A perceptual hash of a counter's surroundings, 256 bits: photos that are nearly equal differ in few of them.
 *
 * @param hex 64 lower-case hex digits
 */
public record PhotoHash(String hex) {

    /**
     * The most bits in which photos of different meters differ and are still taken for one photo. The reader, which makes the
     * hash, says what was measured at it.
     */
    public static final int NEAR_BITS_MAX = 40;

    /** The same for photos of one meter, which look alike every month when they are taken from where one always stands. */
    public static final int NEAR_BITS_MAX_OF_ONE_METER = 30;

    /** How many bands a hash is looked up by. */
    public static final int BANDS = 16;

    private static final int BAND_BITS = 16;
    private static final int BAND_HEX = 4;
    private static final int HEX = 16;
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{64}");

    public PhotoHash {
        if (!DIGITS.matcher(hex).matches()) {
            throw new IllegalArgumentException("a photo's hash has 64 hex digits");
        }
    }

    /** The hash in an event; empty for none, and for one of another length, which another reader made. */
    public static Optional<PhotoHash> parse(@Nullable String hex) {
        return hex != null && DIGITS.matcher(hex).matches() ? Optional.of(new PhotoHash(hex)) : Optional.empty();
    }

    /** In how many bits another differs. */
    public int distanceTo(PhotoHash other) {
        return new BigInteger(hex, HEX).xor(new BigInteger(other.hex, HEX)).bitCount();
    }

    /**
     * The number in one band.
     *
     * @param band from 0, the leftmost
     */
    public int band(int band) {
        return Integer.parseInt(hex, band * BAND_HEX, (band + 1) * BAND_HEX, HEX);
    }

    /**
     * The number in one band, and all that differ from it in one bit. {@link #NEAR_BITS_MAX} bits fall on the bands as they like:
     * 199 of 200 times they leave one with a single bit or none, and with fewer bits more often. Those who want the last one
     * have to ask for a hundred neighbours instead of seventeen.
     */
    public List<Integer> neighboursOfBand(int band) {
        var own = band(band);
        var neighbours = new ArrayList<>(List.of(own));
        for (var bit = 0; bit < BAND_BITS; bit++) {
            neighbours.add(own ^ 1 << bit);
        }
        return neighbours;
    }
}
