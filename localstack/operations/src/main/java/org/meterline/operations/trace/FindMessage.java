package org.meterline.operations.trace;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.meterline.contracts.PhotoName;
import org.meterline.operations.store.Stores;

/** Finds the message behind an id: its own, a trace's, a photo's, a reading's, a doubt's, or one of an answer to it. */
final class FindMessage {

    private static final Pattern TRACE = Pattern.compile("[0-9a-fA-F]{32}");
    private static final String BY_OURS = """
            select about_message_id from messaging.outbound where id = ? and about_message_id is not null
            union select message_id from readings.verdict where reading_id = ?
            union select message_id from review.doubt where id = ?
            union select source_message_id from readings.reading where id = ? and source_message_id is not null
            """;
    private static final String BY_PROVIDERS = """
            select about_message_id from messaging.outbound where provider_message_id = ? and about_message_id is not null
            """;

    private final Stores stores;

    FindMessage(Stores stores) {
        this.stores = stores;
    }

    Optional<String> of(String id) {
        return candidates(id.strip()).stream()
                .filter(candidate -> !stores.messages().item(candidate).isEmpty())
                .findFirst();
    }

    private List<String> candidates(String id) {
        if (TRACE.matcher(id).matches()) {
            var ids = new LinkedHashSet<String>();
            for (var digits : List.of(id, id.toLowerCase(Locale.ROOT), id.toUpperCase(Locale.ROOT))) {
                ids.add("SM" + digits);
                ids.add("MM" + digits);
            }
            return List.copyOf(ids);
        }
        var uuid = uuid(id);
        if (uuid.isPresent()) {
            return found(BY_OURS, uuid.get(), uuid.get(), uuid.get(), uuid.get());
        }
        var candidates = new ArrayList<String>();
        candidates.add(PhotoName.parse(id).map(PhotoName::messageId).orElse(id));
        if (stores.messages().item(candidates.getFirst()).isEmpty()) {
            candidates.addAll(found(BY_PROVIDERS, id));
        }
        return candidates;
    }

    private List<String> found(String query, Object... ids) {
        var messages = new ArrayList<String>();
        stores.database().forEach(query, row -> messages.add(row.getString(1)), ids);
        return messages;
    }

    private static Optional<UUID> uuid(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException another) {
            return Optional.empty();
        }
    }
}
