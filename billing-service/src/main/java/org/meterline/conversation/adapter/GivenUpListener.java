package org.meterline.conversation.adapter;

import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.meterline.contracts.PartKind;
import org.meterline.conversation.domain.Answer;
import org.meterline.conversation.domain.Catalogue;
import org.meterline.conversation.domain.Phrase;
import org.meterline.customers.Customers;
import org.meterline.deadletters.MessageGivenUp;
import org.meterline.messaging.Recipients;
import org.meterline.tenants.Tenants;

/** Tells a customer that we failed to take up a message of theirs. It may be answered after all, when staff take it back. */
@Singleton
class GivenUpListener {

    private static final Set<PartKind> WAITED_FOR = EnumSet.of(
            PartKind.TEXT, PartKind.REPLY, PartKind.UNSUPPORTED_MEDIA, PartKind.LOST_MEDIA, PartKind.LOCATION);

    private final Tenants tenants;
    private final Customers customers;
    private final Recipients recipients;
    private final Reply reply;
    private final Catalogue catalogue;

    GivenUpListener(Tenants tenants, Customers customers, Recipients recipients, Reply reply, Catalogue catalogue) {
        this.tenants = tenants;
        this.customers = customers;
        this.recipients = recipients;
        this.reply = reply;
        this.catalogue = catalogue;
    }

    @EventListener
    void onGivenUp(MessageGivenUp news) {
        var message = news.message();
        if (message.parts().stream().noneMatch(part -> WAITED_FOR.contains(part.kind()))) {
            return;
        }
        recipients.wrote(message.channel(), message.contact(), message.receivedAt());
        var contact = customers.find(message.contact());
        var language = Reply.language(contact, tenants.get(news.tenant()));
        var key = "message/" + message.messageId() + "/given-up";
        var to = new Reply.To(key, message.channel(), message.contact(), message.messageId(), null);
        var words = new Answer("answer." + Phrase.SORRY.key(), catalogue.say(language, Phrase.SORRY), List.of());
        reply.send(to, contact, language, words, false);
    }
}
