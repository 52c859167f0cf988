package org.meterline.ocr;

import java.util.List;
import org.meterline.contracts.MessageTable.OcrState;
import org.meterline.contracts.PhotoEvent;
import org.meterline.contracts.PhotoName;
import org.meterline.contracts.ReadingFailed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a photo that was tried until the limit. A photo that was read after all, and only could not be told because the broker
 * was away, is told now.
 */
final class GiveUpPhoto {

    private static final Logger log = LoggerFactory.getLogger(GiveUpPhoto.class);

    private final Messages messages;
    private final Events events;
    private final String readerVersion;

    GiveUpPhoto(Messages messages, Events events, String readerVersion) {
        this.messages = messages;
        this.events = events;
        this.readerVersion = readerVersion;
    }

    /** Returns when the photo's end is kept and told. */
    void giveUp(String key) {
        var name = PhotoName.ofKey(key);
        if (name.isEmpty()) {
            log.warn("an object that is no photo of a message is left alone");
            return;
        }
        var photo = known(name.get());
        PhotoStep.of("give up photo", photo).run(step -> {
            var told = photo.results().isEmpty() ? failOnce(photo, key) : photo.results();
            told.forEach(events::publish);
        });
    }

    private List<PhotoEvent> failOnce(KnownPhoto photo, String key) {
        var failed = new ReadingFailed(
                photo.name().messageId(),
                photo.userPhone(),
                key,
                photo.receivedAt(),
                photo.name().id(),
                photo.channel(),
                photo.receivingNumber(),
                photo.contact(),
                readerVersion);
        if (messages.settle(photo.name(), new PhotoResult(OcrState.FAILED, failed, null))) {
            log.error("photo {} is given up", photo.name().id());
            return List.of(failed);
        }
        return known(photo.name()).results();
    }

    private KnownPhoto known(PhotoName name) {
        return messages.find(name)
                .orElseThrow(() -> new IllegalStateException("photo " + name.id() + " has no message"));
    }
}
