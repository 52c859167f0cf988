package org.meterline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meterline.ingest.Samples.messageBody;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.meterline.contracts.Event;
import org.meterline.contracts.MessageTable.IngestState;
import org.meterline.engines.interleaving.Actor;
import org.meterline.engines.interleaving.Interleaving;

/**
 * One message in the hands of several who know nothing of each other: webhooks, sweepers, the reconciler, a replay. Whatever they do
 * in whichever order, and wherever they die, its state only goes forward, and ends in the one end that there is.
 */
final class MessageStates {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ENDINGS_MAX = 5;

    /** What Twilio tells us of. */
    enum Kind {
        TEXT,
        PHOTO,
        TWO_PHOTOS,
        STATUS
    }

    /** What somebody does about it. */
    enum Role {
        /** Takes it as it comes, also when it comes again. */
        WEBHOOK,
        /** Goes on with it where it is left. */
        SWEEPER,
        /** Finds it at Twilio, and keeps it for the sweeper. */
        RECONCILER,
        /** Tells of it again, and goes on with it. */
        REPLAY
    }

    /**
     * What the world does meanwhile.
     *
     * @param slow how often a file is not to be had yet
     * @param gone whether there is none in the end; Twilio's answers to that do not change
     * @param down how many events the broker does not answer to
     * @param lost whether it has taken them all the same
     */
    record World(int slow, boolean gone, int down, boolean lost) {}

    private final Messages messages;
    private final Kind kind;
    private final World world;
    private final MovableClock clock = new MovableClock(Samples.NOW);
    private final InMemoryPhotos photos = new InMemoryPhotos();
    private final List<Event> told = new CopyOnWriteArrayList<>();
    private final AtomicInteger slow = new AtomicInteger();
    private final AtomicInteger down = new AtomicInteger();
    private final List<IngestState> states = new ArrayList<>();
    private final Route route;
    private final String raw;
    private final String id;

    MessageStates(Messages messages, Kind kind, World world) {
        this.messages = messages;
        this.kind = kind;
        this.world = world;
        slow.set(world.slow());
        down.set(world.down());
        var sid = UUID.randomUUID().toString().replace("-", "");
        route = kind == Kind.STATUS ? Route.in("/webhooks/twilio/status/our-id").orElseThrow() : Samples.WHATSAPP;
        raw = switch (kind) {
            case TEXT -> messageBody("SM" + sid, "Body", "hello");
            case PHOTO -> messageBody("MM" + sid, "NumMedia", "1", "MediaUrl0", "https://a");
            case TWO_PHOTOS ->
                messageBody("MM" + sid, "NumMedia", "2", "MediaUrl0", "https://a", "MediaUrl1", "https://b");
            case STATUS ->
                Samples.body("AccountSid", Samples.ACCOUNT, "MessageSid", "SM" + sid, "MessageStatus", "delivered");
        };
        id = inbound().messageId();
    }

    private Inbound inbound() {
        return InboundParser.parse(route, Form.of(raw).orElseThrow()).orElseThrow();
    }

    /** Lets them do what they do, and then the world come to rest. */
    void check(List<Role> roles, Interleaving interleaving) {
        interleaving.run(
                roles.stream()
                        .<Consumer<Actor>>map(role -> actor -> new Worker(actor).as(role))
                        .toList(),
                this::look);
        end();

        var kept = messages.find(id).orElseThrow();
        assertThat(states).as("states that were seen").isSortedAccordingTo(IngestState::compareTo);
        assertThat(kept.state()).isEqualTo(IngestState.PUBLISHED);
        assertThat(kept.parts()).noneMatch(Message.Part::isWanted);
        assertThat(kept.raw().value()).isEqualTo(raw);
        assertThat(Set.copyOf(told)).as("what was told, however often").containsExactly(PublishMessage.eventOf(kept));
        assertThat(photos.files()).hasSize(world.gone() ? 0 : photosOf());
    }

    private int photosOf() {
        return switch (kind) {
            case TEXT, STATUS -> 0;
            case PHOTO -> 1;
            case TWO_PHOTOS -> 2;
        };
    }

    private void look() {
        messages.find(id).map(Message::state).ifPresent(states::add);
    }

    /** Twilio tells of it once more, and sweepers find what is left of it. */
    private void end() {
        slow.set(0);
        down.set(0);
        var alone = new Interleaving(List.of(Integer.MAX_VALUE), List.of());
        for (var ending = 0; ending < ENDINGS_MAX && !isOver(); ending++) {
            for (var role : List.of(Role.WEBHOOK, Role.SWEEPER)) {
                alone.run(List.of(actor -> new Worker(actor).as(role)), this::look);
            }
        }
    }

    private boolean isOver() {
        return messages.find(id)
                .map(message -> message.state() == IngestState.PUBLISHED)
                .orElse(false);
    }

    /** One who works on it, with steps between it and the world. */
    private final class Worker {

        private final Actor actor;
        private final Messages table;
        private final KeepMessage keepMessage;
        private final PublishMessage publishMessage;
        private final FinishMessage finishMessage;

        Worker(Actor actor) {
            this.actor = actor;
            table = new SteppingMessages(actor, messages);
            keepMessage = new KeepMessage(table, clock);
            publishMessage = new PublishMessage(event -> actor.step(() -> tell(event)), table);
            var keepPhotos = new KeepPhotos(this::fetch, new SteppingPhotos(actor, photos), table, clock, PATIENCE);
            finishMessage = new FinishMessage(keepPhotos, publishMessage);
        }

        void as(Role role) {
            switch (role) {
                case WEBHOOK -> receive();
                case SWEEPER -> found().ifPresent(this::finish);
                case RECONCILER -> reconcile();
                case REPLAY -> found().ifPresent(this::finishAgain);
            }
        }

        private void receive() {
            if (inbound() instanceof Inbound.Status status) {
                var unused = new KeepStatus(publishMessage, keepMessage).keep(status, route, raw);
            } else if (keepMessage.keep(inbound(), route, raw) instanceof KeepMessage.Outcome.Kept(var kept)) {
                finish(kept);
            }
        }

        private void reconcile() {
            if (kind != Kind.STATUS) { // Twilio lists messages
                var unused = keepMessage.keep(inbound(), route, raw);
            }
        }

        private Optional<Message> found() {
            return actor.step(() -> messages.find(id));
        }

        private void finish(Message message) {
            try {
                var unused = finishMessage.finish(message);
            } catch (InterruptedException stopped) {
                throw new AssertionError(stopped);
            }
        }

        private void finishAgain(Message message) {
            try {
                var unused = finishMessage.finishAgain(message);
            } catch (InterruptedException stopped) {
                throw new AssertionError(stopped);
            }
        }

        private MediaFiles.Fetched fetch(String account, String message, String url, Deadline deadline) {
            return actor.step(() -> {
                if (slow.getAndDecrement() > 0) {
                    return new MediaFiles.Fetched.NotNow("not yet");
                }
                return world.gone() ? new MediaFiles.Fetched.Gone("gone") : new MediaFiles.Fetched.File(Samples.JPEG);
            });
        }

        private Events.Outcome tell(Event event) {
            var answers = down.getAndDecrement() <= 0;
            if (answers || world.lost()) {
                told.add(event);
            }
            return answers ? new Events.Outcome.Published() : new Events.Outcome.NotPublished("no answer");
        }
    }

    private record SteppingPhotos(Actor actor, Photos photos) implements Photos {

        @Override
        public Message.StoredFile putIfAbsent(String key, byte[] file, FileType type) {
            return actor.step(() -> photos.putIfAbsent(key, file, type));
        }

        @Override
        public Optional<Message.StoredFile> find(String key) {
            return actor.step(() -> photos.find(key));
        }
    }

    private record SteppingMessages(Actor actor, Messages messages) implements Messages {

        @Override
        public Claim claim(Message message) {
            return actor.step(() -> messages.claim(message));
        }

        @Override
        public Message keepFiles(Message message, List<Message.Part> settled, IngestState next) {
            return actor.step(() -> messages.keepFiles(message, settled, next));
        }

        @Override
        public void markPublished(Message message, List<Message.Part> files) {
            var unused = actor.step(() -> {
                messages.markPublished(message, files);
                return true;
            });
        }

        @Override
        public Optional<Message> find(String messageId) {
            throw new AssertionError("nobody here looks it up");
        }

        @Override
        public Set<String> missing(Collection<String> messageIds) {
            throw new AssertionError("nobody here compares");
        }

        @Override
        public Unfinished unfinished(Instant receivedBefore) {
            return state -> Collections.emptyIterator();
        }
    }
}
