package org.meterline.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.meterline.contracts.Event;
import org.meterline.contracts.PhotoEvent;
import org.meterline.contracts.PhotoName;
import org.meterline.contracts.UnreadableReason;
import org.meterline.engines.interleaving.Actor;
import org.meterline.engines.interleaving.Interleaving;

/**
 * One photo in the hands of several who know nothing of each other: readers whom the queue delivers it to, early, late and twice, who
 * gives it up, and replays by later readers. Whatever they do in whichever order, and wherever they die, the first result stands, and
 * all that is kept is told, and nothing else.
 */
final class PhotoStates {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-21T08:15:33Z"));

    /** What somebody does about it. */
    enum Role {
        /** Reads it. */
        READER("first-1", false),
        /** The same of the next deployment, for the queue's next delivery. */
        LATER_READER("later-2", false),
        /** Reads it again because an operator wants it. */
        REPLAY("later-2", true),
        /** Gives it up after the queue's last delivery. */
        GRAVEDIGGER("first-1", false);

        private final String version;
        private final boolean replayed;

        Role(String version, boolean replayed) {
            this.version = version;
            this.replayed = replayed;
        }
    }

    private final Messages messages;
    private final PhotoName photo;
    private final String key;
    private final AtomicInteger down = new AtomicInteger();
    private final boolean lost;
    private final List<Event> told = new CopyOnWriteArrayList<>();
    private final List<PhotoEvent> results = new ArrayList<>(); // as they were seen last

    /**
     * @param photo one that is kept and was not read
     * @param down how many events the broker does not answer to
     * @param lost whether it has taken them all the same
     */
    PhotoStates(Messages messages, PhotoName photo, int down, boolean lost) {
        this.messages = messages;
        this.photo = photo;
        this.key = "meters/2026/11/" + photo.id() + ".jpg";
        this.down.set(down);
        this.lost = lost;
    }

    /** Lets them do what they do, and then the queue deliver it once more. */
    void check(List<Role> roles, Interleaving interleaving) {
        interleaving.run(
                roles.stream()
                        .<Consumer<Actor>>map(role -> actor -> work(role, actor))
                        .toList(),
                this::look);
        down.set(0);
        new Interleaving(List.of(Integer.MAX_VALUE), List.of())
                .run(List.of(actor -> work(Role.READER, actor)), this::look);

        assertThat(results).isNotEmpty();
        assertThat(results).extracting(PhotoEvent::readerVersion).doesNotHaveDuplicates();
        assertThat(new HashSet<Event>(told)).as("what is told, however often").isEqualTo(new HashSet<Event>(results));
    }

    /** What was seen stays, where it was. */
    private void look() {
        var now = messages.find(photo).orElseThrow().results();
        if (!results.isEmpty()) {
            assertThat(now.getFirst()).as("the first result").isEqualTo(results.getFirst());
        }
        assertThat(now).as("what was kept before").containsAll(results);
        results.clear();
        results.addAll(now);
    }

    private void work(Role role, Actor actor) {
        var table = new SteppingMessages(actor, messages);
        Events events = event -> actor.step(() -> {
            var answers = down.getAndDecrement() <= 0;
            if (answers || lost) {
                told.add(event);
            }
            if (!answers) {
                throw Events.NotTold.unanswered(event, null);
            }
            return true;
        });
        try {
            if (role == Role.GRAVEDIGGER) {
                new GiveUpPhoto(table, events, role.version).giveUp(key);
            } else {
                Photos photos = wanted -> actor.step(() -> Optional.of(new byte[0]));
                new ReadPhoto(photos, table, events, new SeesNothing(role.version), CLOCK)
                        .read(new StoredPhoto(key, role.replayed));
            }
        } catch (Events.NotTold leftForRetry) {
            // the queue delivers it again
        }
    }

    private record SteppingMessages(Actor actor, Messages messages) implements Messages {

        @Override
        public Optional<KnownPhoto> find(PhotoName photo) {
            return actor.step(() -> messages.find(photo));
        }

        @Override
        public boolean settle(PhotoName photo, PhotoResult result) {
            return actor.step(() -> messages.settle(photo, result));
        }

        @Override
        public boolean keepBeside(PhotoName photo, PhotoResult result) {
            return actor.step(() -> messages.keepBeside(photo, result));
        }
    }

    private record SeesNothing(String version) implements DialReader {

        @Override
        public DialReading read(Photo photo) {
            return new DialReading.Unreadable(UnreadableReason.NO_METER, Map.of());
        }
    }
}
