package org.meterline.ocr;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.meterline.contracts.MessageTable.OcrState;
import org.meterline.contracts.PhotoEvent;
import org.meterline.contracts.PhotoName;
import org.meterline.contracts.ReadingCaptured;
import org.meterline.contracts.ReadingUnreadable;
import org.meterline.contracts.UnreadableReason;
import org.meterline.tracing.Tag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a stored photo once, keeps what it read beside the message, and tells it. Told twice is harmless, kept twice is
 * impossible: a photo that has its result is not read again, the stored result is told again. So a crash anywhere is
 * mended by the queue's next delivery. Only a replay has a photo read again, when the reader is another one than before, or the
 * one before gave up; the first result stands, and the new one is kept beside it and told as well.
 */
final class ReadPhoto {

    private static final Logger log = LoggerFactory.getLogger(ReadPhoto.class);

    private final Photos photos;
    private final Messages messages;
    private final Events events;
    private final DialReader reader;
    private final InstantSource clock;

    ReadPhoto(Photos photos, Messages messages, Events events, DialReader reader, InstantSource clock) {
        this.photos = photos;
        this.messages = messages;
        this.events = events;
        this.reader = reader;
        this.clock = clock;
    }

    /** Returns when the photo's result is kept and told; throws when a later attempt may have more luck. */
    void read(StoredPhoto stored) {
        var name = PhotoName.ofKey(stored.key());
        if (name.isEmpty()) {
            log.warn("an object that is no photo of a message is left alone");
            return;
        }
        var photo = known(name.get());
        PhotoStep.of("process photo", photo).run(step -> {
            var isWanted = photo.results().isEmpty() || stored.replayed() && !photo.wasReadBy(reader.version());
            var told = isWanted ? readOnce(photo, stored.key()) : photo.results();
            step.tag(Tag.OUTCOME, told.getLast().type().name())
                    .tag(Tag.READER_VERSION, told.getLast().readerVersion());
            told.forEach(events::publish);
        });
    }

    /** Lets the reader do what is slow the first time, so that natives and models are there when the first photo comes. */
    void warmUp() {
        reader.warmUp();
        log.info("warm: {}", reader.version());
    }

    private List<PhotoEvent> readOnce(KnownPhoto photo, String key) {
        var result = result(photo, key);
        var isKept = photo.results().isEmpty()
                ? messages.settle(photo.name(), result)
                : messages.keepBeside(photo.name(), result);
        if (isKept) {
            log.info("photo {} is {}", photo.name().id(), result.state());
            return Stream.concat(photo.results().stream(), Stream.of(result.event()))
                    .toList();
        }
        log.info("photo {} was read by someone else meanwhile", photo.name().id());
        return known(photo.name()).results();
    }

    private KnownPhoto known(PhotoName name) {
        return messages.find(name)
                .orElseThrow(() -> new IllegalStateException("photo " + name.id() + " has no message yet"));
    }

    private PhotoResult result(KnownPhoto known, String key) {
        var began = clock.instant();
        var bytes = photos.fetch(key);
        var decoded = bytes.flatMap(SafeDecode::decode);
        DialReading reading = decoded.isPresent()
                ? reader.read(decoded.get())
                : new DialReading.Unreadable(UnreadableReason.NOT_A_PICTURE, Map.of());
        var millis = Duration.between(began, clock.instant()).toMillis();
        return switch (reading) {
            case DialReading.Read read ->
                new PhotoResult(
                        OcrState.READ,
                        captured(known, key, read, bytes.orElseThrow(), decoded.orElseThrow()),
                        work(read, decoded, millis));
            case DialReading.Unreadable unreadable ->
                new PhotoResult(
                        OcrState.UNREADABLE, unreadable(known, key, unreadable), work(unreadable, decoded, millis));
        };
    }

    private ReadingCaptured captured(KnownPhoto known, String key, DialReading.Read read, byte[] bytes, Photo photo) {
        return new ReadingCaptured(
                known.name().messageId(),
                known.userPhone(),
                read.meterType(),
                read.best().dial(),
                key,
                read.best().confidence(),
                known.receivedAt(),
                known.name().id(),
                known.channel(),
                known.receivingNumber(),
                known.contact(),
                read.candidates(),
                Fingerprint.sha256(bytes),
                SurroundingsHash.of(photo, read.box()),
                read.serial(),
                read.findings(),
                reader.version());
    }

    private ReadingUnreadable unreadable(KnownPhoto known, String key, DialReading.Unreadable unreadable) {
        return new ReadingUnreadable(
                known.name().messageId(),
                known.userPhone(),
                key,
                known.receivedAt(),
                known.name().id(),
                known.channel(),
                known.receivingNumber(),
                known.contact(),
                unreadable.reason(),
                reader.version());
    }

    private PhotoResult.Work work(DialReading reading, Optional<Photo> photo, long millis) {
        var widthPx = photo.map(Photo::widthPx).orElse(0);
        var heightPx = photo.map(Photo::heightPx).orElse(0);
        return switch (reading) {
            case DialReading.Read read ->
                new PhotoResult.Work(
                        read.best().dial(),
                        read.best().confidence(),
                        read.box(),
                        widthPx,
                        heightPx,
                        read.findings(),
                        read.measures(),
                        reader.version(),
                        millis);
            case DialReading.Unreadable unreadable ->
                new PhotoResult.Work(
                        "",
                        BigDecimal.ZERO,
                        null,
                        widthPx,
                        heightPx,
                        List.of(),
                        unreadable.measures(),
                        reader.version(),
                        millis);
        };
    }
}
