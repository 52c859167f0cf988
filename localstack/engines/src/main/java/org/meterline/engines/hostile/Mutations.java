package org.meterline.engines.hostile;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * An endless row of damaged pictures: bits flipped, parts lost, doubled, foreign or in the wrong place, sizes that lie. Most of
 * them are damaged near the beginning, where the decoders believe what they are told.
 */
public final class Mutations {

    private static final int HEADER_BYTES = 64;
    private static final int[] EXTREMES = {0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, -1};
    private static final int RUN_BYTES_MAX = 200;

    private final List<HostileFile> seeds = SeedPictures.all();
    private final Random random;
    private int count;

    private Mutations(long seed) {
        this.random = new Random(seed);
    }

    /** The row that belongs to a seed. */
    public static Stream<HostileFile> of(long seed) {
        return Stream.generate(new Mutations(seed)::next);
    }

    private HostileFile next() {
        var picture = seeds.get(count % seeds.size());
        var kinds = Kind.values();
        var kind = kinds[random.nextInt(kinds.length)];
        var bytes = picture.bytes();
        for (var times = 1 + random.nextInt(3); times > 0; times--) {
            bytes = mutated(bytes, kind);
        }
        return new HostileFile(String.format("%05d %s %s", count++, kind, picture.name()), bytes);
    }

    private enum Kind {
        BITS_FLIPPED,
        BYTES_LOST,
        BYTES_DOUBLED,
        BYTES_FOREIGN,
        NUMBER_EXTREME,
        BROKEN_OFF,
        SPLICED,
        ZEROED
    }

    private byte[] mutated(byte[] bytes, Kind kind) {
        if (bytes.length < 8) {
            return bytes;
        }
        return switch (kind) {
            case BITS_FLIPPED -> bitsFlipped(bytes);
            case BYTES_LOST -> {
                var from = place(bytes);
                yield without(bytes, from, Math.min(bytes.length, from + run()));
            }
            case BYTES_DOUBLED -> {
                var from = place(bytes);
                yield inserted(bytes, from, Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + run())));
            }
            case BYTES_FOREIGN -> {
                var foreign = new byte[run()];
                random.nextBytes(foreign);
                yield inserted(bytes, place(bytes), foreign);
            }
            case NUMBER_EXTREME -> numberExtreme(bytes);
            case BROKEN_OFF -> Arrays.copyOf(bytes, place(bytes));
            case SPLICED -> {
                var other = seeds.get(random.nextInt(seeds.size())).bytes();
                var head = Arrays.copyOf(bytes, place(bytes));
                yield inserted(head, head.length, Arrays.copyOfRange(other, place(other), other.length));
            }
            case ZEROED -> {
                var zeroed = bytes.clone();
                var from = place(bytes);
                Arrays.fill(zeroed, from, Math.min(bytes.length, from + run()), (byte) 0);
                yield zeroed;
            }
        };
    }

    private byte[] bitsFlipped(byte[] bytes) {
        var flipped = bytes.clone();
        for (var flips = 1 + random.nextInt(16); flips > 0; flips--) {
            flipped[place(bytes)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    /** One, two or four bytes become a number that someone forgot to think of. */
    private byte[] numberExtreme(byte[] bytes) {
        var changed = ByteBuffer.wrap(bytes.clone());
        var at = Math.min(place(bytes), bytes.length - 4);
        var number = EXTREMES[random.nextInt(EXTREMES.length)];
        switch (random.nextInt(3)) {
            case 0 -> changed.put(at, (byte) number);
            case 1 -> changed.putShort(at, (short) number);
            default -> changed.putInt(at, number);
        }
        return changed.array();
    }

    private int place(byte[] bytes) {
        return random.nextInt(random.nextInt(3) > 0 ? Math.min(HEADER_BYTES, bytes.length) : bytes.length);
    }

    private int run() {
        return 1 + random.nextInt(RUN_BYTES_MAX);
    }

    private static byte[] without(byte[] bytes, int from, int to) {
        return inserted(Arrays.copyOf(bytes, from), from, Arrays.copyOfRange(bytes, to, bytes.length));
    }

    private static byte[] inserted(byte[] bytes, int at, byte[] added) {
        return ByteBuffer.allocate(bytes.length + added.length)
                .put(bytes, 0, at)
                .put(added)
                .put(bytes, at, bytes.length - at)
                .array();
    }
}
