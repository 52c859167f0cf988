package org.meterline.simulator.chat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** All messages, oldest first: the last {@link #MESSAGES_MAX} of them unless told otherwise, in memory and in a journal. */
public final class Chats implements AutoCloseable {

    public static final int MESSAGES_MAX = 20_000;

    private final LinkedHashMap<String, Message> messages = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Condition> awaited = new HashMap<>(); // by message, while somebody waits for it
    private final List<Consumer<Message>> listeners = new CopyOnWriteArrayList<>();
    private final Journal journal;
    private final int messagesMax;
    private long lastNumber;

    private Chats(Journal journal, int messagesMax) {
        this.journal = journal;
        this.messagesMax = messagesMax;
    }

    /** Opens the chats kept in a folder, or begins new ones there. */
    public static Chats in(Path folder) {
        return in(folder, MESSAGES_MAX);
    }

    /** The same with another limit. */
    public static Chats in(Path folder, int messagesMax) {
        var journal = Journal.in(folder, "messages.jsonl");
        var chats = new Chats(journal, messagesMax);
        journal.read(Message.class).forEach(message -> chats.messages.put(message.sid(), message));
        chats.lastNumber = chats.messages.values().stream()
                .mapToLong(Message::number)
                .max()
                .orElse(0);
        chats.forgetOldest();
        journal.rewrite(chats.messages.values());
        return chats;
    }

    /** Tells a listener of every message that is new or changed, in order. It must be quick. */
    public void listen(Consumer<Message> listener) {
        listeners.add(listener);
    }

    /** Adds a message with the next number; the one that is here already when the id is known. */
    public Message add(Message message) {
        lock.lock();
        try {
            var known = messages.get(message.sid());
            return known == null ? keep(message.numbered(++lastNumber)) : known;
        } finally {
            lock.unlock();
        }
    }

    /** Changes a message; empty when it is not here (any more). */
    public Optional<Message> change(String sid, UnaryOperator<Message> change) {
        lock.lock();
        try {
            return Optional.ofNullable(messages.get(sid)).map(change).map(this::keep);
        } finally {
            lock.unlock();
        }
    }

    public Optional<Message> find(String sid) {
        lock.lock();
        try {
            return Optional.ofNullable(messages.get(sid));
        } finally {
            lock.unlock();
        }
    }

    /** Those that fit, oldest first. */
    public List<Message> where(Predicate<Message> wanted) {
        lock.lock();
        try {
            return messages.values().stream().filter(wanted).toList();
        } finally {
            lock.unlock();
        }
    }

    /** Like {@link #where}, but waits until there are enough or the time is over. */
    public List<Message> await(Predicate<Message> wanted, int enough, Duration patience) throws InterruptedException {
        lock.lock();
        try {
            var nanosLeft = patience.toNanos();
            while (true) {
                var found = where(wanted);
                if (found.size() >= enough || nanosLeft <= 0) {
                    return found;
                }
                nanosLeft = changed.awaitNanos(nanosLeft);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until one message is as wanted; empty when the time is over or the message is gone. */
    public Optional<Message> await(String sid, Predicate<Message> wanted, Duration patience)
            throws InterruptedException {
        lock.lock();
        try {
            var nanosLeft = patience.toNanos();
            while (true) {
                var found = Optional.ofNullable(messages.get(sid));
                if (found.isEmpty() || found.filter(wanted).isPresent()) {
                    return found;
                }
                if (nanosLeft <= 0) {
                    return Optional.empty();
                }
                nanosLeft =
                        awaited.computeIfAbsent(sid, id -> lock.newCondition()).awaitNanos(nanosLeft);
            }
        } finally {
            awaited.computeIfPresent(sid, (id, news) -> lock.hasWaiters(news) ? news : null);
            lock.unlock();
        }
    }

    public boolean remove(String sid) {
        lock.lock();
        try {
            var known = messages.remove(sid) != null;
            if (known) {
                journal.rewrite(messages.values());
                wake(sid);
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets every message; numbers go on. */
    public void clear() {
        lock.lock();
        try {
            messages.clear();
            journal.rewrite(List.of());
            List.copyOf(awaited.keySet()).forEach(this::wake);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        journal.close();
    }

    private Message keep(Message message) {
        messages.put(message.sid(), message);
        forgetOldest();
        if (journal.lines() > 4L * messagesMax) {
            journal.rewrite(messages.values());
        } else {
            journal.append(message);
        }
        changed.signalAll();
        wake(message.sid());
        listeners.forEach(listener -> listener.accept(message));
        return message;
    }

    /** Wakes those who wait for one message; who goes on waiting does so anew. */
    private void wake(String sid) {
        var news = awaited.remove(sid);
        if (news != null) {
            news.signalAll();
        }
    }

    private void forgetOldest() {
        var surplus = messages.size() - messagesMax;
        if (surplus > 0) {
            messages.keySet().stream().limit(surplus).toList().forEach(sid -> {
                messages.remove(sid);
                wake(sid);
            });
        }
    }
}
