package org.meterline.conversation.adapter;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.meterline.contracts.MessageTable.Outcome;
import org.meterline.conversation.domain.Answer;
import org.meterline.conversation.domain.Catalogue;
import org.meterline.conversation.domain.MediaWords;
import org.meterline.conversation.domain.Phrase;
import org.meterline.customers.Customers;
import org.meterline.platform.MessageText;
import org.meterline.tenants.Tenants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of one part of a message: logging, rate limit, session, conversation. Errors are the worker's, who holds the contact
 * and tries again. Everything happens in one transaction that goes alone for the contact.
 */
@Singleton
class Pipeline {

    private static final Logger log = LoggerFactory.getLogger(Pipeline.class);

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final InboundRows inbound;
    private final Sessions sessions;
    private final Customers customers;
    private final Tenants tenants;
    private final Converse converse;
    private final Reply reply;
    private final Catalogue catalogue;
    private final ConversationSettings settings;
    private final InstantSource clock;

    Pipeline(
            InboundRows inbound,
            Sessions sessions,
            Customers customers,
            Tenants tenants,
            Converse converse,
            Reply reply,
            Catalogue catalogue,
            ConversationSettings settings,
            InstantSource clock) {
        this.inbound = inbound;
        this.sessions = sessions;
        this.customers = customers;
        this.tenants = tenants;
        this.converse = converse;
        this.reply = reply;
        this.catalogue = catalogue;
        this.settings = settings;
        this.clock = clock;
    }

    /** Answers a part, and says what came of it. */
    Outcome handle(InboundPart part, Optional<MessageText> text) {
        var turn = new Turn(part, text, customers.get(part.contact()), tenants.get(part.tenant()), clock.instant());
        var outcome = limited(turn);
        log.info("{} {} of contact {} is {}", part.kind(), part.partId(), part.contact(), outcome);
        return outcome;
    }

    private Outcome limited(Turn turn) {
        var answered = inbound.answeredSince(turn.part().contact(), turn.now().minus(MINUTE));
        if (answered < settings.perMinute()) {
            return inSession(turn);
        }
        return answered == settings.perMinute() ? say(turn, Phrase.TOO_MANY) : Outcome.IGNORED;
    }

    private Outcome inSession(Turn turn) {
        return switch (turn.part().kind()) {
            case TEXT, REPLY, OPT_OUT -> {
                var before = sessions.of(turn.part().contact(), turn.now());
                var result = converse.answer(turn, before);
                sessions.save(turn.part().contact(), result.session());
                yield result.outcome();
            }
            case UNSUPPORTED_MEDIA -> say(turn, MediaWords.about(turn.part().fileKey()));
            case LOST_MEDIA -> say(turn, Phrase.MEDIA_LOST);
            case LOCATION -> say(turn, Phrase.LOCATION_THANKS);
            case PHOTO, STATUS, OTHER -> Outcome.IGNORED;
        };
    }

    /** Says that we failed, in place of the answer. */
    void apologise(InboundPart part) {
        var turn = new Turn(
                part, Optional.empty(), customers.get(part.contact()), tenants.get(part.tenant()), clock.instant());
        say(turn, Phrase.SORRY);
    }

    private Outcome say(Turn turn, Phrase phrase) {
        var language = turn.language();
        var answer = new Answer("answer." + phrase.key(), catalogue.say(language, phrase), List.of());
        reply.send(turn.to(), Optional.of(turn.contact()), language, answer, false);
        return Outcome.ANSWERED;
    }
}
