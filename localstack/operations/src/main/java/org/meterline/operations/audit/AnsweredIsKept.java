package org.meterline.operations.audit;

import org.meterline.operations.store.MessageRecord;
import org.meterline.operations.store.Stores;

/** Whatever the provider was told 200 about is in the message table. */
final class AnsweredIsKept extends Check {

    private final Ids kept = new Ids();

    AnsweredIsKept(Scope scope) {
        super(Rule.ANSWERED_IS_KEPT, scope);
    }

    @Override
    void begin(Stores stores) {
        stores.provider(); // out of reach: better known before the table is read
    }

    @Override
    boolean wantsRecords() {
        return true;
    }

    @Override
    void see(MessageRecord message) {
        kept.add(message.messageId());
    }

    @Override
    void end(Stores stores) {
        stores.provider().forEach(scope.since(), message -> {
            if (scope.covers(message.createdAt())) {
                for (var id : message.owed()) {
                    if (!kept.contains(id)) {
                        tally.add(message.inbound() ? "message" : "status callback", id);
                    }
                }
            }
        });
    }
}
