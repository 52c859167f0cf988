package org.meterline.stack.storm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What happens outside and when, fixed before it begins: nobody out there waits until the system is ready for more. Times between
 * two happenings are exponential, as they are when many people know nothing of each other. It begins slowly: processes that have only just
 * started take a while until they are quick.
 */
final class Timetable {

    /**
     * One happening.
     *
     * @param index counts them
     * @param seed of everything about it that is diced for
     */
    record Happening(int index, Duration at, Kind kind, Customer customer, long seed) {

        /** The id of the message, the n-th of the happening. */
        String sid(int n) {
            return (kind.isFile() ? "MM" : "SM") + "%08x%08x%08x%08x".formatted(0x57a2, index, n, seed & 0xffff_ffffL);
        }
    }

    private static final double RISE_SECONDS_MAX = 60;
    private static final double RISE_SHARE_MAX = 0.2; // of the whole time
    private static final double FIRST_SHARE = 0.2; // of the whole rate

    private final List<Happening> happenings = new ArrayList<>();

    Timetable(StormSettings settings, List<Customer> customers) {
        var random = new Random(settings.seed() + 1);
        var count = Math.max(1, (int) Math.ceil(settings.messages() / Kind.webhooksEach()));
        var perSecond = settings.webhooksPerSecond() / Kind.webhooksEach();
        var rise = Math.min(RISE_SECONDS_MAX, RISE_SHARE_MAX * count / perSecond);
        var seconds = 0.0;
        for (var i = 0; i < count; i++) {
            var share = Math.min(1, FIRST_SHARE + (1 - FIRST_SHARE) * seconds / rise);
            seconds += -Math.log(1 - random.nextDouble()) / (share * perSecond);
            var customer = customers.get(random.nextInt(customers.size()));
            var at = Duration.ofMillis(Math.round(seconds * 1_000));
            happenings.add(new Happening(i, at, kind(random), customer, random.nextLong()));
        }
    }

    List<Happening> all() {
        return happenings;
    }

    /** When the last one happens. */
    Duration length() {
        return happenings.getLast().at();
    }

    private static Kind kind(Random random) {
        var place = random.nextInt(1_000);
        for (var kind : Kind.values()) {
            place -= kind.perThousand();
            if (place < 0) {
                return kind;
            }
        }
        throw new IllegalStateException("the kinds are not a thousand");
    }
}
