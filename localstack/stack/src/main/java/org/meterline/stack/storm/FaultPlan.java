package org.meterline.stack.storm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Which faults come when: one after the other, spread over the time in which messages come, each kind once before any comes
 * again. None in the first seconds, when a new broker writes down its queues, and none that outlasts the messages.
 */
final class FaultPlan {

    /**
     * One of them.
     *
     * @param seed of what else there is to choose: which part, which line, how bad
     */
    record Planned(Duration at, FaultKind kind, Duration lasts, long seed) {}

    private static final double FIRST = 0.12; // of the whole time: until then nothing is warm
    private static final double LAST = 0.94;
    private static final Duration LASTS_MIN = Duration.ofSeconds(2);
    private static final Duration LASTS_MAX = Duration.ofSeconds(15);

    private final List<Planned> faults = new ArrayList<>();

    FaultPlan(StormSettings settings, Duration length) {
        var random = new Random(settings.seed() + 2);
        var room = length.multipliedBy(Math.round((LAST - FIRST) * 1_000)).dividedBy(1_000);
        var slot = room.dividedBy(Math.max(1, settings.faults()));
        List<FaultKind> deck = new ArrayList<>();
        for (var i = 0; i < settings.faults(); i++) {
            if (deck.isEmpty()) {
                deck.addAll(List.of(FaultKind.values()));
                Collections.shuffle(deck, random);
            }
            var begin = length.multipliedBy(Math.round(FIRST * 1_000))
                    .dividedBy(1_000)
                    .plus(slot.multipliedBy(i));
            var longest = Math.clamp(slot.toMillis() * 8 / 10, LASTS_MIN.toMillis(), LASTS_MAX.toMillis());
            var lasts = LASTS_MIN.toMillis() + random.nextLong(Math.max(1, longest - LASTS_MIN.toMillis()));
            faults.add(new Planned(begin, deck.removeFirst(), Duration.ofMillis(lasts), random.nextLong()));
        }
    }

    List<Planned> all() {
        return faults;
    }
}
