package org.meterline.ingest;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import org.meterline.contracts.MessageTable.IngestState;

/** Messages in memory; {@link MessagesContract} keeps it honest. */
final class InMemoryMessages implements Messages {

    private final ConcurrentMap<String, Message> byId = new ConcurrentHashMap<>();
    private volatile boolean failing;

    void fail() {
        failing = true;
    }

    /** All that was kept is gone, as if there had been nothing. */
    void forget() {
        byId.clear();
    }

    Message get(String id) {
        return byId.get(id);
    }

    int size() {
        return byId.size();
    }

    @Override
    public Claim claim(Message message) {
        answer();
        var there = byId.putIfAbsent(message.id(), message);
        return there == null ? new Claim.Won() : new Claim.Taken(there.state(), there.traceparent());
    }

    @Override
    public Optional<Message> find(String messageId) {
        answer();
        return Optional.ofNullable(byId.get(messageId));
    }

    @Override
    public Set<String> missing(Collection<String> messageIds) {
        answer();
        return messageIds.stream().filter(id -> !byId.containsKey(id)).collect(Collectors.toSet());
    }

    @Override
    public Message keepFiles(Message message, List<Message.Part> settled, IngestState next) {
        answer();
        return byId.computeIfPresent(
                message.id(), (id, there) -> there.state() == IngestState.RECEIVED ? there.with(settled, next) : there);
    }

    @Override
    public void markPublished(Message message, List<Message.Part> files) {
        answer();
        var expected = files.isEmpty() ? IngestState.STORED : IngestState.RECEIVED;
        byId.computeIfPresent(
                message.id(),
                (id, there) -> there.state() == expected ? there.with(files, IngestState.PUBLISHED) : there);
    }

    @Override
    public Unfinished unfinished(Instant receivedBefore) {
        answer();
        return state -> byId.values().stream()
                .filter(message -> message.state() == state)
                .filter(message -> message.receivedAt().isBefore(receivedBefore))
                .sorted(Comparator.comparing(Message::receivedAt))
                .iterator();
    }

    private void answer() {
        if (failing) {
            throw new IllegalStateException("the message table is down");
        }
    }
}
