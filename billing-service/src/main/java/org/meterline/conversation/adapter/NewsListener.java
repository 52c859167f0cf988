package org.meterline.conversation.adapter;

import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import org.meterline.conversation.domain.Answer;
import org.meterline.conversation.domain.Catalogue;
import org.meterline.conversation.domain.Language;
import org.meterline.conversation.domain.NewsWords;
import org.meterline.customers.Contact;
import org.meterline.customers.Customers;
import org.meterline.messaging.Recipients;
import org.meterline.readings.PhotoNews;
import org.meterline.readings.PhotoOrigin;
import org.meterline.review.ReviewNews;
import org.meterline.tenants.Tenants;

/**
 * Tells customers what became of their photos and numbers, in the transaction that decided it: a decision that commits is told,
 * and one that does not, is not.
 */
@Singleton
class NewsListener {

    private final Tenants tenants;
    private final Customers customers;
    private final Recipients recipients;
    private final MeterQuestions questions;
    private final Reply reply;
    private final NewsWords words;
    private final InstantSource clock;

    NewsListener(
            Tenants tenants,
            Customers customers,
            Recipients recipients,
            MeterQuestions questions,
            Reply reply,
            Catalogue catalogue,
            InstantSource clock) {
        this.tenants = tenants;
        this.customers = customers;
        this.recipients = recipients;
        this.questions = questions;
        this.reply = reply;
        this.words = new NewsWords(catalogue);
        this.clock = clock;
    }

    @EventListener
    void onPhoto(PhotoNews news) {
        var contact = contact(news.origin());
        if (news instanceof PhotoNews.WhichMeter which && contact.isPresent()) {
            questions.ask(contact.get().id(), news.messageId(), news.photoId(), null, which.meters(), clock.instant());
        }
        tell(news.origin(), contact, words.of(news, language(news.origin(), contact)));
    }

    @EventListener
    void onReview(ReviewNews news) {
        var contact = contact(news.origin());
        tell(news.origin(), contact, words.of(news, language(news.origin(), contact)));
    }

    private Optional<Contact> contact(PhotoOrigin origin) {
        return customers.find(origin.contact());
    }

    private Language language(PhotoOrigin origin, Optional<Contact> contact) {
        return Reply.language(contact, tenants.get(origin.tenant()));
    }

    /** A photo may be read before the broker tells that it came: then it is what opens the session window. */
    private void tell(PhotoOrigin origin, Optional<Contact> contact, Answer answer) {
        recipients.wrote(origin.channel(), origin.contact(), origin.receivedAt());
        var key = "photo/" + origin.photoId() + "/" + answer.purpose();
        var to = new Reply.To(key, origin.channel(), origin.contact(), origin.messageId(), origin.photoId());
        reply.send(to, contact, language(origin, contact), answer, false);
    }
}
