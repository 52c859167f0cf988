package org.meterline.stack.lambda;

/** What came of one invocation. */
public sealed interface InvocationResult {

    /** The handler returned; the payload is its JSON. */
    record Returned(byte[] payload) implements InvocationResult {}

    /**
     * The handler threw, its process died, or it ran past its limit.
     *
     * @param type the error's type as Lambda names it, such as {@code Runtime.ExitError} or an exception's class
     */
    record Failed(String type) implements InvocationResult {}

    /** Nobody answered within the caller's patience; the function may still be at it. */
    record Unanswered() implements InvocationResult {}

    /** Too many invocations were waiting already. */
    record Throttled() implements InvocationResult {}
}
