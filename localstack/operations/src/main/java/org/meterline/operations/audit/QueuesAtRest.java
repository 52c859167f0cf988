package org.meterline.operations.audit;

import org.meterline.contracts.Topology;
import org.meterline.operations.store.Stores;

/** No letter lies dead, and somebody listens to every queue. What merely waits its turn is no violation. */
final class QueuesAtRest extends Check {

    QueuesAtRest(Scope scope) {
        super(Rule.QUEUES, scope);
    }

    @Override
    void end(Stores stores) {
        for (var queue : Topology.QUEUES) {
            var live = stores.broker().depth(queue.name());
            if (live.isEmpty()) {
                tally.add("queue does not exist", queue.name());
            } else if (live.get().consumers() == 0) {
                tally.add("queue that nobody listens to", queue.name());
            }
            var dead = stores.broker().depth(queue.deadLetters());
            for (var letter = 0L; dead.isPresent() && letter < dead.get().messages(); letter++) {
                tally.add("dead letter that billing did not take", queue.deadLetters());
            }
        }
        var queue = stores.target().deadPhotoQueue().get();
        var dead = stores.workQueues().depth(queue);
        for (var letter = 0L; letter < dead; letter++) {
            tally.add("photo that nobody gave up properly", queue);
        }
    }
}
