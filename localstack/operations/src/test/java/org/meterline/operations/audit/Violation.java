package org.meterline.operations.audit;

/**
 * A way to break a rule, and what mends it.
 *
 * @param what what the auditor is to say of it
 */
record Violation(Rule rule, String what, Step plant, Step undo) {

    /** What is done to a deployment. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }

    @Override
    public String toString() {
        return rule.id() + ": " + what;
    }
}
