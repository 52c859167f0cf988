package org.meterline.deadletters;

import org.meterline.contracts.MessageReceived;
import org.meterline.platform.TenantId;

/**
 * A customer's message that failed at every step and now waits for staff. Published once, synchronously, in a transaction of the
 * tenant: a listener that throws hears it again. Photos in it are not meant, whose own events tell what became of them.
 */
public record MessageGivenUp(TenantId tenant, MessageReceived message) {}
