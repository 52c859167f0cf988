package org.meterline.conversation.adapter;

import java.time.Instant;
import java.util.Optional;
import org.meterline.conversation.domain.Language;
import org.meterline.customers.Contact;
import org.meterline.platform.MessageText;
import org.meterline.tenants.Tenant;

/** A part of a message together with everything that is known when it is answered. */
record Turn(InboundPart part, Optional<MessageText> text, Contact contact, Tenant tenant, Instant now) {

    /** The language to answer in. */
    Language language() {
        return Reply.language(Optional.of(contact), tenant);
    }

    /** Where the one answer to this part goes. */
    Reply.To to() {
        return new Reply.To("part/" + part.partId(), part.channel(), part.names(), part.messageId(), null);
    }
}
