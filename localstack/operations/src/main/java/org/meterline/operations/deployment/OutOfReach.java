package org.meterline.operations.deployment;

/** A part of the deployment cannot be asked. Its message says which and why, in words an operator can act on. */
public final class OutOfReach extends RuntimeException {

    public OutOfReach(String why) {
        super(why);
    }

    public OutOfReach(String why, Throwable cause) {
        super(why, cause);
    }

    /** The reason, always there. */
    public String why() {
        return String.valueOf(getMessage());
    }
}
