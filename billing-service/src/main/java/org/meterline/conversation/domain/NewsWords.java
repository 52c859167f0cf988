package org.meterline.conversation.domain;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.MeterType;
import org.meterline.contracts.QualityFinding;
import org.meterline.contracts.UnreadableReason;
import org.meterline.customers.Meter;
import org.meterline.readings.DoubtCode;
import org.meterline.readings.Evidence;
import org.meterline.readings.Fact;
import org.meterline.readings.PhotoNews;
import org.meterline.readings.ReadingNote;
import org.meterline.readings.RefusalCode;
import org.meterline.readings.Units;
import org.meterline.review.ReviewNews;

/** Says in a customer's words what became of a photo or a typed number. */
public final class NewsWords {

    private static final String UNKNOWN = "–";
    private static final Pattern COMMA = Pattern.compile(",");
    private static final List<QualityFinding> TO_MEND = List.of(
            QualityFinding.SCREEN,
            QualityFinding.CUT_OFF,
            QualityFinding.TOO_FAR,
            QualityFinding.DARK,
            QualityFinding.GLARE,
            QualityFinding.BLUR);

    private final Catalogue catalogue;

    public NewsWords(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** The words for news of a photo. */
    public Answer of(PhotoNews news, Language language) {
        return switch (news) {
            case PhotoNews.Accepted accepted -> accepted(accepted, language);
            case PhotoNews.Doubted doubted ->
                answer(
                        "photo.doubted",
                        phrase(doubted.code()),
                        shown(doubted.dial(), doubted.meterType(), doubted.meterSerial()),
                        language);
            case PhotoNews.Refused refused ->
                answer("photo.refused", phrase(refused), facts(refused.evidence(), language), language);
            case PhotoNews.Unreadable unreadable ->
                answer("photo.unreadable", advice(unreadable.reason()), Map.of(), language);
            case PhotoNews.Failed failed -> answer("photo.failed", Phrase.PHOTO_FAILED, Map.of(), language);
            case PhotoNews.Held held ->
                answer(
                        "photo.held",
                        held.typed() ? Phrase.ACCOUNT_ASK_TYPED : Phrase.ACCOUNT_ASK_PHOTO,
                        Map.of(),
                        language);
            case PhotoNews.WhichMeter which ->
                answer(
                        "photo.which-meter",
                        Phrase.METER_WHICH,
                        Map.of("meters", list(which.meters(), language)),
                        language);
        };
    }

    /** The words for news of a review. */
    public Answer of(ReviewNews news, Language language) {
        return switch (news) {
            case ReviewNews.Accepted(
                    var origin,
                    var serial,
                    var kind,
                    var reading,
                    var index,
                    var dial,
                    var period,
                    var consumption) ->
                reviewed(
                        "review.accepted",
                        Phrase.REVIEW_ACCEPTED,
                        shown(dial, kind, serial),
                        kind,
                        consumption,
                        language);
            case ReviewNews.Corrected(
                    var origin,
                    var serial,
                    var kind,
                    var reading,
                    var index,
                    var dial,
                    var period,
                    var consumption) ->
                reviewed(
                        "review.corrected",
                        Phrase.REVIEW_CORRECTED,
                        shown(dial, kind, serial),
                        kind,
                        consumption,
                        language);
            case ReviewNews.Rejected rejected ->
                answer("review.rejected", Phrase.REVIEW_REJECTED, Map.of("serial", rejected.meterSerial()), language);
            case ReviewNews.Expired expired ->
                answer("review.expired", Phrase.REVIEW_EXPIRED, Map.of("serial", expired.meterSerial()), language);
        };
    }

    /** The numbered list of meters that a customer chooses from. */
    public String list(List<Meter> meters, Language language) {
        return IntStream.range(0, meters.size())
                .mapToObj(at -> catalogue.say(
                        language,
                        Phrase.METER_WHICH_LINE,
                        Map.of(
                                "number", Integer.toString(at + 1),
                                "kind", kind(meters.get(at).kind(), language),
                                "serial", meters.get(at).serial())))
                .collect(Collectors.joining("\n"));
    }

    /** What a meter counts, in words. */
    public String kind(MeterType kind, Language language) {
        return catalogue.say(
                language,
                switch (kind) {
                    case ELECTRICITY -> Phrase.KIND_ELECTRICITY;
                    case WATER -> Phrase.KIND_WATER;
                    case GAS -> Phrase.KIND_GAS;
                });
    }

    private Answer accepted(PhotoNews.Accepted news, Language language) {
        var values = shown(news.dial(), news.meterType(), news.meterSerial());
        var first = catalogue.say(language, news.typed() ? Phrase.TYPED_ACCEPTED : Phrase.PHOTO_ACCEPTED, values);
        var then = news.notes().contains(ReadingNote.FIRST)
                ? catalogue.say(language, Phrase.USED_FIRST)
                : used(news.consumption(), news.meterType(), language);
        var turning = news.notes().contains(ReadingNote.TURNING) ? catalogue.say(language, Phrase.WHEEL_TURNING) : "";
        return new Answer(
                "photo.accepted",
                joined(joined(first, turning), then),
                List.of(news.dial(), Units.of(news.meterType()), news.meterSerial()));
    }

    private Answer reviewed(
            String purpose,
            Phrase phrase,
            Map<String, String> values,
            MeterType kind,
            @Nullable BigDecimal consumption,
            Language language) {
        var plain = answer(purpose, phrase, values, language);
        return new Answer(purpose, joined(plain.text(), used(consumption, kind, language)), plain.values());
    }

    private String used(@Nullable BigDecimal consumption, MeterType kind, Language language) {
        if (consumption == null) {
            return "";
        }
        return consumption.signum() == 0
                ? catalogue.say(language, Phrase.USED_NOTHING)
                : catalogue.say(
                        language,
                        Phrase.USED_SINCE,
                        Map.of("consumption", Catalogue.number(language, consumption), "unit", Units.of(kind)));
    }

    private static String joined(String first, String then) {
        return then.isEmpty() ? first : first + " " + then;
    }

    private Answer answer(String purpose, Phrase phrase, Map<String, String> values, Language language) {
        var inOrder = new ArrayList<String>();
        for (var blank : catalogue.blanks(Language.ENGLISH, phrase)) {
            inOrder.add(values.getOrDefault(blank, UNKNOWN));
        }
        return new Answer(purpose, catalogue.say(language, phrase, values), inOrder);
    }

    private static Map<String, String> shown(String dial, MeterType kind, String serial) {
        return Map.of("dial", dial, "unit", Units.of(kind), "serial", serial);
    }

    private static Phrase phrase(DoubtCode code) {
        return Phrase.valueOf("DOUBTED_" + code.name());
    }

    private static Phrase phrase(PhotoNews.Refused refused) {
        if (refused.typed() && refused.code() == RefusalCode.WRONG_DIGITS) {
            return Phrase.REFUSED_WRONG_DIGITS_TYPED;
        }
        var general = Phrase.valueOf("REFUSED_" + refused.code().name());
        return refused.code() == RefusalCode.TOO_UNSURE
                ? refused.evidence()
                        .of(Fact.FINDINGS)
                        .flatMap(NewsWords::firstToMend)
                        .map(NewsWords::advice)
                        .orElse(general)
                : general;
    }

    /** What is wrong with the photo, in the order in which mending it helps: light and distance cure most blur. */
    private static Optional<QualityFinding> firstToMend(String findings) {
        var found = COMMA.splitAsStream(findings).collect(Collectors.toSet());
        return TO_MEND.stream().filter(each -> found.contains(each.name())).findFirst();
    }

    private static Phrase advice(QualityFinding finding) {
        return switch (finding) {
            case BLUR -> Phrase.UNREADABLE_BLUR;
            case GLARE -> Phrase.UNREADABLE_GLARE;
            case DARK -> Phrase.UNREADABLE_DARK;
            case CUT_OFF -> Phrase.UNREADABLE_CUT_OFF;
            case TOO_FAR -> Phrase.UNREADABLE_TOO_FAR;
            case SCREEN -> Phrase.UNREADABLE_SCREEN;
        };
    }

    private static Phrase advice(UnreadableReason reason) {
        return switch (reason) {
            case BLUR -> Phrase.UNREADABLE_BLUR;
            case GLARE -> Phrase.UNREADABLE_GLARE;
            case DARK -> Phrase.UNREADABLE_DARK;
            case CUT_OFF -> Phrase.UNREADABLE_CUT_OFF;
            case TOO_FAR -> Phrase.UNREADABLE_TOO_FAR;
            case NO_METER -> Phrase.UNREADABLE_NO_METER;
            case SCREEN -> Phrase.UNREADABLE_SCREEN;
            case NOT_A_PICTURE -> Phrase.UNREADABLE_NOT_A_PICTURE;
        };
    }

    private static Map<String, String> facts(Evidence evidence, Language language) {
        var values = new HashMap<String, String>();
        values.put("read", evidence.of(Fact.DIGITS_READ).orElse(UNKNOWN));
        values.put("expected", expected(evidence));
        values.put(
                "previous",
                evidence.of(Fact.PREVIOUS_INDEX)
                        .map(index -> Catalogue.number(language, new BigDecimal(index)))
                        .orElse(UNKNOWN));
        values.put(
                "date",
                evidence.of(Fact.PREVIOUS_DATE)
                        .map(day -> Catalogue.day(language, LocalDate.parse(day)))
                        .orElse(UNKNOWN));
        return values;
    }

    /** As people count them: {@code 5+1} has a point in between. */
    private static String expected(Evidence evidence) {
        var decimals = evidence.of(Fact.DECIMALS_OF_METER).orElse("0");
        return evidence.of(Fact.DIGITS_OF_METER)
                .map(digits -> "0".equals(decimals) ? digits : digits + "+" + decimals)
                .orElse(UNKNOWN);
    }
}
