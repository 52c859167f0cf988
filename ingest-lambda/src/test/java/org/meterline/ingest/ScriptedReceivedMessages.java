package org.meterline.ingest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Twilio's list in memory, two messages a page. */
final class ScriptedReceivedMessages implements ReceivedMessages {

    private final List<ListedMessage> messages = new ArrayList<>();
    private final Map<String, List<Inbound.Media>> files = new ConcurrentHashMap<>();
    private final List<Listing.NotNow> refusals = new ArrayList<>();

    ScriptedReceivedMessages with(ListedMessage message) {
        messages.add(message);
        return this;
    }

    ScriptedReceivedMessages with(ListedMessage message, List<Inbound.Media> media) {
        files.put(message.sid(), media);
        return with(message);
    }

    /** The next question is refused, after those that are already to be. */
    void refuseNext(Listing.NotNow refusal) {
        refusals.add(refusal);
    }

    @Override
    public synchronized Listing list(String accountSid, Instant from, Instant until, String next, Deadline deadline) {
        if (!refusals.isEmpty()) {
            return refusals.removeFirst();
        }
        var found = messages.stream()
                .filter(message -> message.accountSid().equals(accountSid))
                .filter(message ->
                        !message.sentAt().isBefore(from) && !message.sentAt().isAfter(until))
                .sorted(Comparator.comparing(ListedMessage::sentAt).reversed())
                .toList();
        var start = next == null ? 0 : Integer.parseInt(next);
        var end = Math.min(start + 2, found.size());
        return new Listing.Page(found.subList(start, end), end == found.size() ? null : Integer.toString(end));
    }

    @Override
    public Optional<List<Inbound.Media>> filesOf(ListedMessage message, Deadline deadline) {
        return Optional.ofNullable(files.get(message.sid()));
    }
}
