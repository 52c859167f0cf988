package org.meterline.operations.store;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** What the provider says passed between customers and us. */
public interface ProviderMessages {

    /**
     * A message of either direction.
     *
     * @param owed the keys of the message table that we answered for with 200: the message's own, or one per status callback
     */
    record ProviderMessage(String sid, boolean inbound, Instant createdAt, List<String> owed) {}

    /** Shows every message to a reader, in no order; the provider may have forgotten those before {@link #knowsSince()}. */
    void forEach(Instant since, Consumer<ProviderMessage> reader);

    /** From when on the provider knows everything. To be asked before the messages. */
    Instant knowsSince();
}
