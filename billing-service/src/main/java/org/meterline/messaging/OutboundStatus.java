package org.meterline.messaging;

/** How far a message of ours has got. */
public enum OutboundStatus {
    /** It waits for its turn. */
    QUEUED,
    /** The provider is being called, or was called and has not answered. */
    SENDING,
    /** The provider took it. */
    SENT,
    DELIVERED,
    READ,
    /** The provider gave up on it. */
    FAILED,
    /** It was never sent, because no way was open. */
    UNDELIVERABLE
}
