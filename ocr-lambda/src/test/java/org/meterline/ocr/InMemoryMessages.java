package org.meterline.ocr;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.meterline.contracts.Channel;
import org.meterline.contracts.ContactIdentity;
import org.meterline.contracts.PhotoName;

/** Messages in memory, under the same contract as the table: {@link MessagesContract}. */
final class InMemoryMessages implements Messages {

    /** Where in its trace that message was claimed. */
    static final String TRACEPARENT = "00-0123456789abcdef0123456789abcdef-00f067aa0ba902b7-01";

    private final Map<String, KnownPhoto> photos = new HashMap<>();
    private final Map<String, PhotoResult> results = new HashMap<>();

    @Override
    public Optional<KnownPhoto> find(PhotoName photo) {
        return Optional.ofNullable(photos.get(photo.id()));
    }

    @Override
    public boolean settle(PhotoName photo, PhotoResult result) {
        if (!photos.containsKey(photo.id()) || results.containsKey(photo.id())) {
            return false;
        }
        results.put(photo.id(), result);
        add(photo, result);
        return true;
    }

    @Override
    public boolean keepBeside(PhotoName photo, PhotoResult result) {
        var version = photo.id() + "/" + result.event().readerVersion();
        if (!results.containsKey(photo.id()) || results.containsKey(version)) {
            return false;
        }
        results.put(version, result);
        add(photo, result);
        return true;
    }

    private void add(PhotoName photo, PhotoResult result) {
        var known = photos.get(photo.id());
        var all = new ArrayList<>(known.results());
        all.add(result.event());
        photos.put(
                photo.id(),
                new KnownPhoto(
                        known.name(),
                        known.receivedAt(),
                        known.channel(),
                        known.receivingNumber(),
                        known.userPhone(),
                        known.contact(),
                        known.traceparent(),
                        all));
    }

    void add(PhotoName photo) {
        photos.put(photo.id(), known(photo));
    }

    PhotoResult resultOf(PhotoName photo) {
        return results.get(photo.id());
    }

    PhotoResult resultOf(PhotoName photo, String readerVersion) {
        return results.get(photo.id() + "/" + readerVersion);
    }

    /** What is known of a photo of the message that every test speaks of. */
    static KnownPhoto known(PhotoName photo) {
        return new KnownPhoto(
                photo,
                Instant.parse("2026-11-21T08:15:30Z"),
                Channel.WHATSAPP,
                "+14155238886",
                "+27831234567",
                List.of(
                        new ContactIdentity(ContactIdentity.Type.PHONE, "+27831234567"),
                        new ContactIdentity(ContactIdentity.Type.WHATSAPP_ID, "27831234567")),
                TRACEPARENT,
                List.of());
    }
}
