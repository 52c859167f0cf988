package org.meterline.operations.audit;

/** What must hold of a deployment. The auditor counts what breaks it. */
public enum Rule {
    TERMINAL_STATES("terminal-states", "every part of every raw message has exactly one terminal state"),
    STATUSES_HEARD("statuses-heard", "every status callback that billing was told of was heard by it"),
    ANSWERED_IS_KEPT("answered-is-kept", "every id answered 200 has a raw record"),
    PHOTOS("photos", "every stored photo is named by a record, and every photo that is named is stored"),
    COUNTED_ONCE("counted-once", "nothing is counted twice: inbox, readings, outbox, answers"),
    NOTHING_LEFT_OVER(
            "nothing-left-over", "what was to be told is told: no outbox row, no sending, no part is left over"),
    CONFIRMED_ONCE("confirmed-once", "every reading is confirmed to its customer exactly once, and nothing else is"),
    TENANTS_APART("tenants-apart", "no row is visible to another tenant, or to nobody"),
    PERSONAL_DATA(
            "personal-data", "no number, name, text or secret stands in logs, metrics, dead letters or on the broker"),
    QUEUES("queues", "dead-letter queues are empty, and every queue has somebody who listens");

    private final String id;
    private final String sentence;

    Rule(String id, String sentence) {
        this.id = id;
        this.sentence = sentence;
    }

    /** Its name on the command line and in JSON. */
    public String id() {
        return id;
    }

    public String sentence() {
        return sentence;
    }
}
