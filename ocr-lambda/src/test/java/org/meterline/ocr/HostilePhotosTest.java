package org.meterline.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meterline.contracts.Event;
import org.meterline.contracts.PhotoName;
import org.meterline.contracts.ReadingUnreadable;
import org.meterline.contracts.UnreadableReason;
import org.meterline.engines.hostile.Bombs;
import org.meterline.engines.hostile.Footprint;
import org.meterline.engines.hostile.HostileFile;
import org.meterline.engines.hostile.Mutations;
import org.meterline.engines.hostile.SeedPictures;

/**
 * Whatever is stored as a photo gets its answer: from one reader on one thread that is never started again, within a time,
 * with the memory that a lambda has, and none of it kept.
 */
class HostilePhotosTest {

    private static final PhotoName PHOTO = new PhotoName("MM00000000000000000000000000000002", 1);
    private static final String KEY = "meters/2026/11/MM00000000000000000000000000000002.jpg";
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-21T08:15:33Z"));

    private static final int MUTATIONS = Integer.getInteger("hostile.pictures", 2_000);
    private static final long SEED = 20_261_121;
    private static final int READ_EVERY = 16; // of what still decodes; the rest differs from it in a few pixels
    private static final long HANG_SECONDS = 30; // a hundred times what any of them takes
    private static final long ALLOCATED_BYTES_MAX = 1_000_000_000; // in all, garbage included
    private static final long KEPT_BYTES_MAX = 4_000_000;

    /** A picture of these has 1 MB as pixels, and three times that as a network sees it: one in twenty that is kept is seen. */
    private static final long RESIDENT_BYTES_MAX = 64_000_000;

    private static final List<String> REFUSED = List.of(
            "png-of-900-megapixels",
            "png-as-large-as-can-be-said",
            "png-three-million-pixels-long",
            "png-three-million-pixels-high",
            "png-a-hundred-times-as-wide-as-high",
            "jpeg-as-large-as-can-be-said",
            "webp-as-large-as-can-be-said",
            "webp-small-outside-large-inside",
            "jpeg-progressive-of-99-megapixels",
            "jpeg-of-2000-scans",
            "jpeg-of-40000-small-scans",
            "jpeg-of-60000-segments",
            "svg-that-explodes",
            "nothing-at-all");

    private final DialReader reader = DialReaders.open();
    private final ExecutorService lambda =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());

    @AfterEach
    void close() {
        lambda.shutdownNow();
        reader.close();
    }

    @Test
    void two_thousand_damaged_pictures_are_answered_and_none_is_kept() {
        var before = answer(goodPicture(), reader);
        var sometimes = new ReadsSometimes(reader);
        Mutations.of(SEED).limit(MUTATIONS / 4).forEach(file -> answer(file, sometimes));
        var heapBytes = Footprint.heapBytes();
        var residentBytes = Footprint.residentBytes().orElse(0);

        Mutations.of(SEED).skip(MUTATIONS / 4).limit(MUTATIONS * 3 / 4).forEach(file -> answer(file, sometimes));

        assertThat(Footprint.heapBytes() - heapBytes).as("kept on the heap").isLessThan(KEPT_BYTES_MAX);
        assertThat(Footprint.residentBytes().orElse(0) - residentBytes)
                .as("kept in all, natively too")
                .isLessThan(RESIDENT_BYTES_MAX);
        assertThat(sometimes.pictures).isBetween(MUTATIONS / 10, MUTATIONS / 2); // most die in the decoder, not all
        assertThat(answer(goodPicture(), reader)).isEqualTo(before);
    }

    @Test
    void forty_bombs_are_answered_and_those_that_ask_for_too_much_are_no_pictures() {
        var refused = new ArrayList<String>();
        var answered = 0;
        var residentBytes = 0L;
        for (var bomb : (Iterable<HostileFile>) Bombs.all()::iterator) {
            if (++answered == 20) {
                residentBytes = Footprint.residentBytes().orElse(0);
            }
            if (answer(bomb, reader) instanceof ReadingUnreadable unreadable
                    && unreadable.reason() == UnreadableReason.NOT_A_PICTURE) {
                refused.add(bomb.name());
            }
        }

        assertThat(answered).isEqualTo(40);
        assertThat(Footprint.residentBytes().orElse(0) - residentBytes)
                .as("kept of the second half")
                .isLessThan(RESIDENT_BYTES_MAX);
        assertThat(refused)
                .containsAll(REFUSED)
                .doesNotContain("png-text-of-2-gigabytes", "exif-in-a-circle", "jpeg-that-is-also-a-zip");
    }

    @Test
    void pictures_of_nothing_sensible_are_answered() {
        var random = new Random(SEED);
        var noise = new int[1 << 20];
        random.ints(noise.length).forEach(value -> noise[random.nextInt(noise.length)] = value);
        assertAnswered(640, 480, (x, y) -> 0);
        assertAnswered(640, 480, (x, y) -> 0xffffff);
        assertAnswered(640, 480, (x, y) -> noise[(y * 640 + x) % noise.length]);
        assertAnswered(640, 480, (x, y) -> (x + y) % 2 * 0xffffff);
        assertAnswered(640, 480, (x, y) -> x / 8 % 2 * 0xffffff);
        assertAnswered(640, 480, (x, y) -> y / 8 % 2 * 0xffffff);
        assertAnswered(640, 480, (x, y) -> x % 24 < 14 && y % 40 < 26 ? 0xffffff : 0); // digits without end
        assertAnswered(1_600, 32, (x, y) -> x * y);
        assertAnswered(32, 1_600, (x, y) -> x * y);
        assertAnswered(32, 32, (x, y) -> x * y);
    }

    private void assertAnswered(int width, int height, IntBinaryOperator rgb) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (var y = 0; y < height; y++) {
            for (var x = 0; x < width; x++) {
                image.setRGB(x, y, rgb.applyAsInt(x, y));
            }
        }
        assertThat(reader.read(new Photo(image, width, height))).isNotNull();
    }

    /** What is told of a file, which has to be one thing. */
    private Event answer(HostileFile file, DialReader reader) {
        var messages = new InMemoryMessages();
        messages.add(PHOTO);
        var told = new ArrayList<Event>();
        var readPhoto = new ReadPhoto(key -> Optional.of(file.bytes()), messages, told::add, reader, CLOCK);
        var work = lambda.submit(() -> {
            var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            var before = threads.getCurrentThreadAllocatedBytes();
            readPhoto.read(new StoredPhoto(KEY, false));
            return threads.getCurrentThreadAllocatedBytes() - before;
        });
        try {
            assertThat(work.get(HANG_SECONDS, TimeUnit.SECONDS)).as("%s", file).isLessThan(ALLOCATED_BYTES_MAX);
        } catch (TimeoutException hang) {
            throw new AssertionError(file + " is read for ever", hang);
        } catch (ExecutionException failure) {
            throw new AssertionError(file + " is not answered", failure.getCause());
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        assertThat(told).as("%s", file).hasSize(1);
        return told.getFirst();
    }

    private static HostileFile goodPicture() {
        return SeedPictures.all().getFirst();
    }

    /** Reads some of the pictures that reach it, and of the others only says how good they are: reading takes its time. */
    private static final class ReadsSometimes implements DialReader {

        private final DialReader reader;
        private int pictures;

        ReadsSometimes(DialReader reader) {
            this.reader = reader;
        }

        @Override
        public DialReading read(Photo photo) {
            if (pictures++ % READ_EVERY == 0) {
                return reader.read(photo);
            }
            var quality = PhotoQuality.of(photo.pixels());
            return new DialReading.Unreadable(quality.whyNothingIsSeen(), quality.measures());
        }

        @Override
        public String version() {
            return reader.version();
        }
    }
}
