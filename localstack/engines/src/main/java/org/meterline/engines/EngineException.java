package org.meterline.engines;

/** An engine could not do as it was told; the message says what a person can do about it. */
public final class EngineException extends RuntimeException {

    public EngineException(String message) {
        super(message);
    }

    public EngineException(String message, Throwable cause) {
        super(message, cause);
    }
}
