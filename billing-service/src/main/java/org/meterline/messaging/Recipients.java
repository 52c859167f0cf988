package org.meterline.messaging;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.Channel;
import org.meterline.contracts.ContactIdentity;

/** What messaging knows about those it writes to. Every call is inside a tenant transaction. */
public interface Recipients {

    /** Somebody wrote to us: from then on they may be answered freely for 24 hours. Late news never closes the window. */
    void wrote(Channel channel, List<ContactIdentity> names, Instant at);

    /** Several wrote, or one several times. */
    void wrote(Collection<Writing> writings);

    /** That somebody wrote. */
    record Writing(Channel channel, List<ContactIdentity> names, Instant at) {

        @Override
        public String toString() {
            return "Writing[" + channel + ", " + at + "]";
        }
    }

    /** Whether they do not want to hear from us. */
    boolean isSuppressed(Address address);

    /** They said STOP or START. Kept as proof, and acted upon. */
    void consented(Consent consent);

    /**
     * Consent given or withdrawn.
     *
     * @param wording the word that was understood, never a whole text
     */
    record Consent(
            Address address,
            @Nullable UUID contact,
            Channel channel,
            boolean given,
            String wording,
            String messageId,
            Instant at) {

        @Override
        public String toString() {
            return "Consent[" + messageId + "]";
        }
    }
}
