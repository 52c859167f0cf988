package org.meterline.conversation.adapter;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.meterline.contracts.MessageTable.Outcome;
import org.meterline.conversation.adapter.MeterQuestions.Question;
import org.meterline.conversation.adapter.Sessions.Session;
import org.meterline.conversation.domain.Answer;
import org.meterline.conversation.domain.Catalogue;
import org.meterline.conversation.domain.Dialogue;
import org.meterline.conversation.domain.Dialogue.Act;
import org.meterline.conversation.domain.Dialogue.Known;
import org.meterline.conversation.domain.Dialogue.Step;
import org.meterline.conversation.domain.Language;
import org.meterline.conversation.domain.NewsWords;
import org.meterline.conversation.domain.Phrase;
import org.meterline.conversation.domain.State;
import org.meterline.customers.Customers;
import org.meterline.customers.Meter;
import org.meterline.messaging.Address;
import org.meterline.messaging.Recipients;
import org.meterline.platform.MessageText;
import org.meterline.platform.Outbox;
import org.meterline.readings.ChooseMeter;
import org.meterline.readings.FindReadings;
import org.meterline.readings.PhotoNews;
import org.meterline.readings.ReadingFilter;
import org.meterline.readings.RecordTypedReading;
import org.meterline.readings.ReleaseHeldPhotos;
import org.meterline.readings.Units;

/** Does what the dialogue decides, and finds the words for it. */
@Singleton
class Converse {

    private static final int METERS_SHOWN_MAX = 8; // a text has 1,024 characters

    private final Customers customers;
    private final Recipients recipients;
    private final MeterQuestions questions;
    private final InboundRows inbound;
    private final RecordTypedReading recordTypedReading;
    private final ChooseMeter chooseMeter;
    private final ReleaseHeldPhotos releaseHeldPhotos;
    private final FindReadings findReadings;
    private final Outbox outbox;
    private final Reply reply;
    private final Catalogue catalogue;
    private final NewsWords newsWords;

    Converse(
            Customers customers,
            Recipients recipients,
            MeterQuestions questions,
            InboundRows inbound,
            RecordTypedReading recordTypedReading,
            ChooseMeter chooseMeter,
            ReleaseHeldPhotos releaseHeldPhotos,
            FindReadings findReadings,
            Outbox outbox,
            Reply reply,
            Catalogue catalogue) {
        this.customers = customers;
        this.recipients = recipients;
        this.questions = questions;
        this.inbound = inbound;
        this.recordTypedReading = recordTypedReading;
        this.chooseMeter = chooseMeter;
        this.releaseHeldPhotos = releaseHeldPhotos;
        this.findReadings = findReadings;
        this.outbox = outbox;
        this.reply = reply;
        this.catalogue = catalogue;
        this.newsWords = new NewsWords(catalogue);
    }

    /** What came of it, and where the talk is now. */
    record Result(Outcome outcome, Session session) {}

    /** Answers words, a tap, or an opt-out. */
    Result answer(Turn turn, Session session) {
        var optOut = turn.text().map(MessageText::optOutType).orElse(null);
        if (optOut != null) {
            return new Result(providerAnswered(turn, optOut), session.at(new State.Idle(), turn.now()));
        }
        var question = questions.oldest(turn.part().contact(), turn.now());
        var step = Dialogue.next(session.state(), words(turn), known(turn, session, question));
        return act(turn, session, step, question);
    }

    /** A provider that manages opt-outs has answered already, and would not let us answer a STOP anyway. */
    private Outcome providerAnswered(Turn turn, String optOutType) {
        if (!"HELP".equals(optOutType)) {
            consent(turn, "START".equals(optOutType), optOutType.toLowerCase(Locale.ROOT));
        }
        return Outcome.APPLIED;
    }

    /** A tap means what stands behind it; a button without anything behind means what stands on it. */
    private static String words(Turn turn) {
        return turn.text()
                .map(said -> said.replyPayload() == null ? said.text() : said.replyPayload())
                .orElse("");
    }

    private Known known(Turn turn, Session session, Optional<Question> question) {
        var stopped =
                Address.of(turn.part().names()).map(recipients::isSuppressed).orElse(false);
        var newer = question.map(asked ->
                        session.state() instanceof State.Idle || asked.askedAt().isAfter(session.since()))
                .orElse(false);
        return new Known(
                !turn.contact().accounts().isEmpty(),
                stopped,
                session.failures(),
                question.map(asked -> asked.meters().size()).orElse(0),
                newer);
    }

    private Result act(Turn turn, Session session, Step step, Optional<Question> question) {
        var after = session.at(step.next(), turn.now());
        return switch (step.act()) {
            case Act.Say(var phrase, var values) -> said(turn, phrase, values, after);
            case Act.SayMenu menu -> said(turn, Phrase.MENU, utility(turn), after);
            case Act.SayLanguages languages ->
                said(turn, Phrase.LANGUAGE_ASK, Map.of("languages", Language.list()), after);
            case Act.SayStatus status -> status(turn, after);
            case Act.Speak(var language) -> {
                customers.speak(turn.contact().id(), language.locale());
                yield said(turn, Phrase.LANGUAGE_DONE, Map.of(), language, after, false);
            }
            case Act.Stop(var wording) -> {
                consent(turn, false, wording);
                yield said(turn, Phrase.STOP_DONE, utility(turn), turn.language(), after, true);
            }
            case Act.Start(var wording) -> {
                consent(turn, true, wording);
                yield said(turn, Phrase.START_DONE, utility(turn), after);
            }
            case Act.CallPerson(var saying) -> said(turn, saying, Map.of(), after.wantingAgent(turn.now()));
            case Act.Link(var account, var serialEnd) -> link(turn, session, account, serialEnd);
            case Act.Record(var typed) -> new Result(recorded(turn.part(), typed), after);
            case Act.ChooseMeter(var number) -> chosen(turn, question, number, after);
        };
    }

    private Result said(Turn turn, Phrase phrase, Map<String, String> values, Session after) {
        return said(turn, phrase, values, turn.language(), after, false);
    }

    private Result said(
            Turn turn,
            Phrase phrase,
            Map<String, String> values,
            Language language,
            Session after,
            boolean passesOptOut) {
        var text = catalogue.say(language, phrase, values);
        say(turn, new Answer("answer." + phrase.key(), text, List.of()), language, passesOptOut);
        return new Result(Outcome.ANSWERED, after);
    }

    private void say(Turn turn, Answer answer, Language language, boolean passesOptOut) {
        reply.send(turn.to(), Optional.of(turn.contact()), language, answer, passesOptOut);
    }

    private static Map<String, String> utility(Turn turn) {
        return Map.of("utility", turn.tenant().name());
    }

    private void consent(Turn turn, boolean given, String wording) {
        var part = turn.part();
        Address.of(part.names())
                .ifPresent(address -> recipients.consented(new Recipients.Consent(
                        address,
                        part.contact().value(),
                        part.channel(),
                        given,
                        wording,
                        part.messageId(),
                        part.receivedAt())));
    }

    private Result status(Turn turn, Session after) {
        var language = turn.language();
        var meters = customers.metersOf(turn.contact().id());
        if (meters.isEmpty()) {
            return said(turn, Phrase.STATUS_NO_METER, Map.of(), after.wantingAgent(turn.now()));
        }
        var lines = new ArrayList<String>();
        for (var meter : meters.subList(0, Math.min(meters.size(), METERS_SHOWN_MAX))) {
            lines.add(status(turn, meter, language));
        }
        say(turn, new Answer("answer.status", String.join("\n", lines), List.of()), language, false);
        return new Result(Outcome.ANSWERED, after);
    }

    private String status(Turn turn, Meter meter, Language language) {
        var kind = newsWords.kind(meter.kind(), language);
        var reading = findReadings.list(turn.part().tenant(), ReadingFilter.ofMeter(meter.id(), 1)).stream()
                .findFirst();
        if (reading.isEmpty()) {
            return catalogue.say(language, Phrase.STATUS_NONE, Map.of("serial", meter.serial(), "kind", kind));
        }
        var day = reading.get().takenAt().atZone(turn.tenant().zone()).toLocalDate();
        return catalogue.say(
                language,
                Phrase.STATUS_READING,
                Map.of(
                        "serial", meter.serial(),
                        "kind", kind,
                        "dial", reading.get().index().onDial(meter.digits(), meter.decimals()),
                        "unit", Units.of(meter.kind()),
                        "date", Catalogue.day(language, day)));
    }

    private Result link(Turn turn, Session session, String number, String serialEnd) {
        var account = customers
                .accountNumbered(number)
                .filter(found -> customers.metersAt(found.id()).stream().anyMatch(meter -> endsWith(meter, serialEnd)));
        if (account.isEmpty()) {
            var step = Dialogue.afterMismatch(session.failures());
            return act(turn, session.failed(turn.now()), step, Optional.empty());
        }
        customers.link(turn.contact().id(), account.get().id());
        var after = said(
                turn,
                Phrase.ACCOUNT_LINKED,
                Map.of("account", account.get().number()),
                session.at(new State.Idle(), turn.now()));
        releaseHeldPhotos.release(turn.part().tenant(), turn.part().names());
        return after;
    }

    private static boolean endsWith(Meter meter, String end) {
        var plain = meter.serial().replaceAll("[^\\p{Alnum}]", "").toUpperCase(Locale.ROOT);
        return plain.endsWith(end);
    }

    /** The words come from the news, which is told while the number is recorded. */
    private Outcome recorded(InboundPart part, String typed) {
        var news = recordTypedReading.record(part.origin(), typed, null);
        if (news instanceof PhotoNews.WhichMeter) {
            questions.waitsFor(part.messageId(), typed);
        }
        return outcome(news);
    }

    private Result chosen(Turn turn, Optional<Question> question, int number, Session after) {
        var asked = question.orElseThrow();
        var meter = asked.meters().get(number - 1);
        questions.answered(asked);
        var typed = asked.typed();
        if (typed == null) {
            var tookUp = chooseMeter.choose(turn.part().tenant(), turn.part().names(), meter, asked.photoId());
            return tookUp == 0
                    ? said(turn, Phrase.METER_WHICH_LATE, Map.of(), after)
                    : new Result(Outcome.ANSWERED, after);
        }
        var waiting = inbound.ofMessage(asked.messageId()).orElseThrow();
        var news = recordTypedReading.record(waiting.origin(), typed, meter);
        outbox.settle(waiting.messageId(), waiting.partId(), outcome(news));
        return new Result(Outcome.ANSWERED, after);
    }

    private static Outcome outcome(PhotoNews news) {
        return switch (news) {
            case PhotoNews.Accepted accepted -> Outcome.RECORDED;
            case PhotoNews.Doubted doubted -> Outcome.DOUBTED;
            case PhotoNews.Refused refused -> Outcome.REFUSED;
            case PhotoNews.Unreadable unreadable -> Outcome.UNREADABLE;
            case PhotoNews.Failed failed -> Outcome.FAILED;
            case PhotoNews.Held held -> Outcome.ANSWERED;
            case PhotoNews.WhichMeter which -> Outcome.ANSWERED;
        };
    }
}
