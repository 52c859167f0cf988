package org.meterline.operations.audit;

import java.time.Duration;
import org.meterline.contracts.Topology;
import org.meterline.operations.deployment.OutOfReach;
import org.meterline.operations.deployment.Target;
import org.meterline.operations.store.Stores;

/** Whether anything in a deployment is still on its way. */
final class Rest {

    private static final String LEFT = """
            select (select count(*) from platform.outgoing_event) + (select count(*) from platform.outgoing_outcome)
                 + (select count(*) from messaging.outbound where status in ('QUEUED', 'SENDING'))
                 + (select count(*) from conversation.inbound where status = 'WAITING')
            """;

    private static final long PAUSE_MILLIS = 500;

    private Rest() {}

    /** Waits until nothing is on its way, or the time is up; what is out of reach counts as moving. */
    static void await(Target target, Duration patience) {
        var giveUpNanos = System.nanoTime() + patience.toNanos();
        while (!isAtRest(target) && System.nanoTime() < giveUpNanos) {
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    static boolean isAtRest(Target target) {
        try (var stores = new Stores(target)) {
            return stores.messages().unsettled() == 0
                    && stores.database().number(LEFT) == 0
                    && stores.workQueues().depth(target.photoQueue().get()) == 0
                    && stores.workQueues().depth(target.deadPhotoQueue().get()) == 0
                    && stores.workQueues().depth(target.replayQueue().get()) == 0
                    && onTheBroker(stores) == 0;
        } catch (OutOfReach notNow) {
            return false;
        }
    }

    private static long onTheBroker(Stores stores) {
        var messages = 0L;
        for (var queue : Topology.QUEUES) {
            messages += depth(stores, queue.name()) + depth(stores, queue.deadLetters());
            for (var wait : Topology.RETRY_LADDER) {
                messages += depth(stores, queue.waitQueue(wait));
            }
        }
        return messages;
    }

    private static long depth(Stores stores, String queue) {
        return stores.broker().depth(queue).map(depth -> depth.messages()).orElse(0L);
    }
}
