package org.meterline.stack.storm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.meterline.contracts.MessageTable.OcrState;
import org.meterline.operations.deployment.Target;
import org.meterline.operations.store.MessageRecord.Part;
import org.meterline.operations.store.Stores;

/**
 * How the messages ended, as the stores tell it when all is at rest.
 *
 * @param parts how many parts of messages by kind and outcome
 * @param photos how many photos by what the reader made of them; {@code NOT SEEN} were never stored, or given up before
 * @param deadLetters how many by what was decided about them
 * @param failedPhotos messages with a photo that the reader gave up
 */
record Ends(
        Map<String, Long> parts, Map<String, Long> photos, Map<String, Long> deadLetters, List<String> failedPhotos) {

    private static final String DEAD_LETTERS =
            "select status, count(*) as n from deadletters.dead_letter group by status";
    private static final int SHOWN_MAX = 5;

    Ends {
        failedPhotos = List.copyOf(failedPhotos);
    }

    /** Reads everything. */
    static Ends of(Target target) {
        var ends = new Ends(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), List.of());
        var failed = new ArrayList<String>();
        try (var stores = new Stores(target)) {
            stores.messages().forEach(message -> {
                for (var part : message.parts()) {
                    ends.count(part);
                    if (OcrState.FAILED.name().equals(part.ocrState())) {
                        failed.add(message.messageId());
                    }
                }
            });
            stores.database()
                    .forEach(DEAD_LETTERS, row -> ends.deadLetters.put(row.getString("status"), row.getLong("n")));
        }
        return new Ends(ends.parts, ends.photos, ends.deadLetters, failed);
    }

    /** What a storm without poison must not end in. @param brokenPictures messages whose picture nobody can read */
    List<String> wrong(Set<String> brokenPictures) {
        var wrong = new ArrayList<String>();
        var dead = deadLetters.values().stream().mapToLong(Long::longValue).sum();
        if (dead > 0) {
            wrong.add(dead + " dead letters, and nothing in a storm is poison");
        }
        var givenUp = failedPhotos.stream()
                .filter(sid -> !brokenPictures.contains(sid))
                .toList();
        if (!givenUp.isEmpty()) {
            wrong.add(givenUp.size() + " sound photos were given up by the reader: "
                    + givenUp.stream().limit(SHOWN_MAX).collect(Collectors.joining(", "))
                    + (givenUp.size() > SHOWN_MAX ? ", ..." : ""));
        }
        return wrong;
    }

    private void count(Part part) {
        var kind = part.kind() == null ? "UNKNOWN" : part.kind();
        parts.merge(kind + " " + (part.outcome() == null ? "OPEN" : part.outcome()), 1L, Long::sum);
        if (part.s3Key() != null || part.ocrState() != null) {
            photos.merge(part.ocrState() == null ? "NOT SEEN" : part.ocrState(), 1L, Long::sum);
        }
    }
}
