package org.meterline.ocr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.meterline.contracts.PhotoName;

/**
 * The notification that a bucket sends to a queue. Keys in it are URL-encoded as in a form, so a blank is a plus. When the
 * notification is set up the bucket sends an {@code s3:TestEvent} without records: that is no photo, and no error.
 */
final class StoredPhotoJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private StoredPhotoJson() {}

    /** The stored objects it tells of. */
    static List<StoredPhoto> parse(String body) {
        var photos = new ArrayList<StoredPhoto>();
        for (var record : tree(body).path("Records")) {
            var key = record.path("s3").path("object").path("key");
            if (!key.isTextual()) {
                throw new IllegalArgumentException("a record of the notification has no object key");
            }
            photos.add(new StoredPhoto(
                    URLDecoder.decode(key.textValue(), StandardCharsets.UTF_8),
                    PhotoName.REPLAY_EVENT_NAME.equals(record.path("eventName").asText())));
        }
        return photos;
    }

    private static JsonNode tree(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("the body is no JSON, at " + malformed.getLocation(), malformed);
        }
    }
}
