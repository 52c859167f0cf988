package org.meterline.ocr;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.meterline.contracts.UnreadableReason;
import org.meterline.ocr.bench.Answer;
import org.meterline.ocr.bench.Contender;
import org.meterline.ocr.picture.Sheet;

/** The reader as it takes part in a bench: as it is deployed, decoding included, on one thread whose time is taken. */
final class ReaderContender implements Contender {

    private static final int PICTURE_SIDE_PX = 300;
    private static final int STRIP_HEIGHT_PX = 60;

    private final DialReader reader;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    ReaderContender(DialReader reader) {
        this.reader = reader;
    }

    @Override
    public String name() {
        return reader.version();
    }

    @Override
    public OptionalLong learnedBytes() {
        return OptionalLong.of(DialReaders.modelBytes());
    }

    @Override
    public Answer photo(Path file) throws IOException {
        return answer(file, photo -> Optional.of(reader.read(photo))).orElseThrow();
    }

    @Override
    public Optional<Answer> cutOut(Path file) throws IOException {
        return answer(file, reader::readCutOut);
    }

    @Override
    public Optional<BufferedImage> picture(Path file) throws IOException {
        return SafeDecode.decode(Files.readAllBytes(file)).map(this::picture);
    }

    private BufferedImage picture(Photo photo) {
        var pixels = photo.pixels();
        var height = PICTURE_SIDE_PX * pixels.getHeight() / Math.max(pixels.getWidth(), pixels.getHeight());
        var sheet = new Sheet(PICTURE_SIDE_PX, height + STRIP_HEIGHT_PX);
        var picture = new CounterPicture(photo, sheet);
        var place = picture.place(0, 0, PICTURE_SIDE_PX);
        picture.draw(place);
        if (reader.read(photo) instanceof DialReading.Read read) {
            picture.mark(read.box(), place);
            picture.strip(read.box(), new Rectangle(0, height + 4, PICTURE_SIDE_PX, STRIP_HEIGHT_PX - 4));
        }
        return sheet.image();
    }

    private Optional<Answer> answer(Path file, Function<Photo, Optional<DialReading>> read) throws IOException {
        var bytes = Files.readAllBytes(file);
        var began = threads.getCurrentThreadCpuTime();
        var photo = SafeDecode.decode(bytes);
        var reading = photo.isPresent()
                ? read.apply(photo.get())
                : Optional.<DialReading>of(new DialReading.Unreadable(UnreadableReason.NOT_A_PICTURE, Map.of()));
        var cpuMillis = (threads.getCurrentThreadCpuTime() - began) / 1e6;
        return reading.map(answer -> answer(answer, cpuMillis));
    }

    /** It stands by what reaches the threshold it ships with, or by everything when it has none. */
    private Answer answer(DialReading reading, double cpuMillis) {
        return switch (reading) {
            case DialReading.Read read -> {
                var confidence = read.best().confidence().doubleValue();
                yield new Answer(
                        confidence >= reader.threshold(read).orElse(0.0),
                        read.best().dial(),
                        confidence,
                        read.best().unitTurns(),
                        null,
                        cpuMillis);
            }
            case DialReading.Unreadable unreadable ->
                Answer.none(unreadable.reason().name(), cpuMillis);
        };
    }
}
