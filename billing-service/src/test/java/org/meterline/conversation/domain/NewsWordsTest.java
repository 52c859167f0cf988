package org.meterline.conversation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.meterline.contracts.Channel;
import org.meterline.contracts.ContactIdentity;
import org.meterline.contracts.MeterType;
import org.meterline.contracts.UnreadableReason;
import org.meterline.customers.MeterId;
import org.meterline.platform.TenantId;
import org.meterline.readings.DoubtCode;
import org.meterline.readings.Evidence;
import org.meterline.readings.Fact;
import org.meterline.readings.MeterIndex;
import org.meterline.readings.PhotoNews;
import org.meterline.readings.PhotoOrigin;
import org.meterline.readings.ReadingId;
import org.meterline.readings.ReadingNote;
import org.meterline.readings.RefusalCode;
import org.meterline.review.ReviewNews;

class NewsWordsTest {

    private static final PhotoOrigin ORIGIN = new PhotoOrigin(
            new TenantId(UUID.randomUUID()),
            "MM00000000000000000000000000000001",
            "MM00000000000000000000000000000001",
            Channel.WHATSAPP,
            "+14155238886",
            List.of(new ContactIdentity(ContactIdentity.Type.PHONE, "+27831234567")),
            Instant.parse("2026-11-21T10:00:00Z"));

    private final NewsWords words = new NewsWords(Catalogue.shipped());

    @ParameterizedTest
    @EnumSource(Language.class)
    void every_reason_has_words_of_its_own_in_every_language(Language language) {
        var said = Arrays.stream(UnreadableReason.values())
                .map(reason -> said(new PhotoNews.Unreadable(ORIGIN, reason), language))
                .toList();

        assertThat(said)
                .doesNotHaveDuplicates()
                .allSatisfy(text -> assertThat(text).isNotBlank());
    }

    @ParameterizedTest
    @EnumSource(value = Language.class, mode = EnumSource.Mode.EXCLUDE, names = "ENGLISH")
    void no_language_borrows_the_english_words_of_a_reason(Language language) {
        for (var reason : UnreadableReason.values()) {
            var unreadable = new PhotoNews.Unreadable(ORIGIN, reason);
            assertThat(said(unreadable, language)).isNotEqualTo(said(unreadable, Language.ENGLISH));
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void every_doubt_has_words_of_its_own_in_every_language(Language language) {
        var said = Arrays.stream(DoubtCode.values())
                .map(code -> Catalogue.shipped().words(language, Phrase.valueOf("DOUBTED_" + code)))
                .toList();

        assertThat(said)
                .doesNotHaveDuplicates()
                .allSatisfy(text -> assertThat(text).isNotBlank());
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void every_refusal_has_words_of_its_own_in_every_language(Language language) {
        var said = Arrays.stream(RefusalCode.values())
                .map(code -> Catalogue.shipped().words(language, Phrase.valueOf("REFUSED_" + code)))
                .toList();

        assertThat(said)
                .doesNotHaveDuplicates()
                .allSatisfy(text -> assertThat(text).isNotBlank());
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void what_nobody_reviewed_is_said_with_its_meter(Language language) {
        var expired = new ReviewNews.Expired(ORIGIN, "EM-1", MeterType.ELECTRICITY);

        assertThat(words.of(expired, language).text()).contains("EM-1");
    }

    @Test
    void a_dark_photo_is_answered_with_what_to_do() {
        assertThat(said(new PhotoNews.Unreadable(ORIGIN, UnreadableReason.DARK), Language.ENGLISH))
                .startsWith("The photo is too dark. Hold the phone closer and switch on its light");
    }

    @ParameterizedTest(name = "a guess in a photo with {0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "DARK          | The photo is too dark",
                "BLUR,DARK     | The photo is too dark", // what is dark is blurred
                "GLARE,CUT_OFF | Part of the digits is cut off",
                "BLUR,SCREEN   | This looks like a photo of a screen",
                "''            | I cannot read the digits for certain",
                "SOMETHING_NEW | I cannot read the digits for certain",
            })
    void a_guess_is_refused_with_the_photos_own_fault(String findings, String words) {
        var evidence = findings.isEmpty() ? Evidence.NONE : Evidence.NONE.with(Fact.FINDINGS, findings);

        assertThat(said(
                        new PhotoNews.Refused(ORIGIN, RefusalCode.TOO_UNSURE, evidence, "EM-1", false),
                        Language.ENGLISH))
                .startsWith(words);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void a_turning_wheel_is_said_with_the_reading_that_it_is_in(Language language) {
        var still = said(accepted(Set.of()), language);
        var turning = said(accepted(Set.of(ReadingNote.TURNING)), language);

        assertThat(still).contains("01234.5");
        assertThat(turning.length()).isGreaterThan(still.length() + 20);
        assertThat(turning).contains("01234.5", Catalogue.shipped().say(language, Phrase.WHEEL_TURNING));
    }

    private static PhotoNews.Accepted accepted(Set<ReadingNote> notes) {
        return new PhotoNews.Accepted(
                ORIGIN,
                new ReadingId(UUID.randomUUID()),
                new MeterId(UUID.randomUUID()),
                "EM-1",
                MeterType.ELECTRICITY,
                MeterIndex.parse("1234.5").orElseThrow(),
                "01234.5",
                YearMonth.of(2026, 11),
                new BigDecimal("34.5"),
                false,
                notes);
    }

    private String said(PhotoNews news, Language language) {
        return words.of(news, language).text();
    }
}
