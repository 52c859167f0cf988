package org.meterline.conversation.adapter;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.Channel;
import org.meterline.contracts.ContactIdentity;
import org.meterline.conversation.domain.Answer;
import org.meterline.conversation.domain.Language;
import org.meterline.customers.Contact;
import org.meterline.messaging.Address;
import org.meterline.messaging.NewMessage;
import org.meterline.messaging.Priority;
import org.meterline.messaging.SendMessage;
import org.meterline.tenants.Tenant;

/** Sends an answer back the way the question came, once per key. */
@Singleton
class Reply {

    private final SendMessage sendMessage;

    Reply(SendMessage sendMessage) {
        this.sendMessage = sendMessage;
    }

    /**
     * To whom and about what.
     *
     * @param key what is answered and how: one answer per key
     * @param photoId the photo or typed number that it is about; null when it is about none
     */
    record To(
            String key,
            Channel channel,
            List<ContactIdentity> names,
            String messageId,
            @Nullable String photoId) {

        @Override
        public String toString() {
            return "To[" + key + "]";
        }
    }

    /** Queues the answer; without an address there is nobody to send it to. */
    void send(To to, Optional<Contact> contact, Language language, Answer answer, boolean passesOptOut) {
        Address.of(to.names())
                .ifPresent(address -> sendMessage.send(new NewMessage(
                        to.key(),
                        contact.map(known -> known.id().value()).orElse(null),
                        address,
                        to.channel(),
                        Priority.TRANSACTIONAL,
                        answer.purpose(),
                        language.locale(),
                        answer.text(),
                        new NewMessage.Template(answer.purpose(), answer.values()),
                        passesOptOut,
                        to.messageId(),
                        to.photoId())));
    }

    /** The language of a contact: its own, else the tenant's. */
    static Language language(Optional<Contact> contact, Tenant tenant) {
        var locale = contact.map(Contact::locale).orElse(null);
        return Language.of(locale == null ? tenant.locale() : locale);
    }
}
