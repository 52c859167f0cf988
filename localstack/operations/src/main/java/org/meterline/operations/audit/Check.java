package org.meterline.operations.audit;

import org.meterline.operations.store.MessageRecord;
import org.meterline.operations.store.Stores;

/**
 * Looks for what breaks one rule. All checks of an audit share one reading of the message table: first each gathers what it
 * wants to compare the records with, then it sees them one by one, then it reads whatever is left.
 */
abstract class Check {

    private final Rule rule;
    final Scope scope;
    final Tally tally = new Tally();

    Check(Rule rule, Scope scope) {
        this.rule = rule;
        this.scope = scope;
    }

    final Rule rule() {
        return rule;
    }

    /** Before the records. */
    void begin(Stores stores) {}

    /** Whether it must see the records. */
    boolean wantsRecords() {
        return false;
    }

    /** One record of the message table, young ones as well. */
    void see(MessageRecord message) {}

    /** After the records. */
    void end(Stores stores) {}
}
