package org.meterline.simulator.panel;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.MessageTable;
import org.meterline.contracts.PhotoName;
import software.amazon.awssdk.core.exception.SdkException;

/** What is known of one photo behind the scenes. A part that is not connected, or does not answer, says so in a sentence. */
public final class SidePanel {

    private final @Nullable MessageItems items;
    private final @Nullable StoredPhotos photos;
    private final @Nullable StoredReadings readings;

    public SidePanel(@Nullable MessageItems items, @Nullable StoredPhotos photos, @Nullable StoredReadings readings) {
        this.items = items;
        this.photos = photos;
        this.readings = readings;
    }

    /**
     * A photo's table entry ({@code part}) and verdict ({@code stored}); where one is missing, {@code partNote} or
     * {@code storedNote} says why.
     *
     * @param utility the number that the customer wrote to, in E.164
     */
    public Map<String, Object> of(PhotoName photo, String utility) throws InterruptedException {
        var all = new LinkedHashMap<String, Object>();
        all.put("photoId", photo.id());
        addPart(all, photo);
        addStored(all, photo, utility);
        return all;
    }

    /** The photo's file as it is in the bucket. */
    public Optional<byte[]> image(PhotoName photo) {
        if (items == null || photos == null) {
            return Optional.empty();
        }
        try {
            return items.part(photo.messageId(), photo.id())
                    .map(part -> part.path(MessageTable.S3_KEY).asText(""))
                    .filter(key -> !key.isEmpty())
                    .flatMap(photos::find);
        } catch (SdkException away) {
            return Optional.empty();
        }
    }

    private void addPart(Map<String, Object> all, PhotoName photo) {
        if (items == null) {
            all.put("partNote", "The message table is not connected.");
            return;
        }
        try {
            items.part(photo.messageId(), photo.id())
                    .ifPresentOrElse(
                            part -> all.put("part", part), () -> all.put("partNote", "Not in the message table yet."));
        } catch (SdkException away) {
            all.put("partNote", "The message table does not answer.");
        }
    }

    private void addStored(Map<String, Object> all, PhotoName photo, String utility) throws InterruptedException {
        if (readings == null) {
            all.put("storedNote", "Billing is not connected.");
            return;
        }
        try {
            Optional<JsonNode> stored = readings.ofPhoto(photo.id(), utility);
            stored.ifPresentOrElse(
                    reading -> all.put("stored", reading), () -> all.put("storedNote", "No verdict yet."));
        } catch (IOException away) {
            all.put("storedNote", "Billing does not answer.");
        }
    }
}
