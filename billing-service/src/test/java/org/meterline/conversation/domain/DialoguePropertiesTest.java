package org.meterline.conversation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.meterline.conversation.domain.Dialogue.Act;
import org.meterline.conversation.domain.Dialogue.Known;

/** What holds of the talk, wherever it is and whatever is said. */
class DialoguePropertiesTest {

    @Property
    void everything_has_an_answer(
            @ForAll("states") State state, @ForAll("words") String words, @ForAll("known") Known known) {
        var step = Dialogue.next(state, words, known);

        assertThat(step.act()).isNotNull();
        assertThat(step.next()).isNotNull();
    }

    @Property
    void nobody_unlinked_records_a_reading_or_chooses_a_meter(
            @ForAll("states") State state, @ForAll("words") String words, @ForAll("strangers") Known stranger) {
        assertThat(Dialogue.next(state, words, stranger).act())
                .isNotInstanceOfAny(Act.Record.class, Act.ChooseMeter.class, Act.SayStatus.class);
    }

    @Property
    void nobody_links_without_having_been_asked_for_the_proof(
            @ForAll("states") State state, @ForAll("words") String words, @ForAll("known") Known known) {
        if (Dialogue.next(state, words, known).act() instanceof Act.Link(var account, var serialEnd)) {
            assertThat(state).isEqualTo(new State.ProofAsked(account));
            assertThat(serialEnd).matches("[\\p{Alnum}]{4,}");
            assertThat(known.linked()).isFalse();
            assertThat(known.failures()).isLessThan(Dialogue.FAILURES_MAX);
        }
    }

    @Property
    void a_meter_is_chosen_from_the_list_only(
            @ForAll("states") State state, @ForAll("words") String words, @ForAll("known") Known known) {
        if (Dialogue.next(state, words, known).act() instanceof Act.ChooseMeter(var number)) {
            assertThat(number).isBetween(1, known.metersAsked());
            assertThat(known.questionIsNewer()).isTrue();
        }
    }

    @Property
    void who_says_stop_is_let_go_wherever_the_talk_is(
            @ForAll("states") State state, @ForAll("known") Known known, @ForAll("stops") String stop) {
        var step = Dialogue.next(state, stop, known);

        assertThat(step.act()).isInstanceOf(Act.Stop.class);
        assertThat(step.next()).isEqualTo(new State.Idle());
    }

    @Property
    void after_too_many_proofs_only_a_person_helps(@ForAll("states") State state, @ForAll("accounts") String account) {
        var step = Dialogue.next(state, account, new Known(false, false, Dialogue.FAILURES_MAX, 0, false));

        assertThat(step.act()).isNotInstanceOf(Act.Link.class);
        assertThat(step.next()).isNotInstanceOf(State.ProofAsked.class);
    }

    @Provide
    Arbitrary<State> states() {
        return Arbitraries.oneOf(
                Arbitraries.of(List.of(
                        new State.Idle(), new State.MenuShown(), new State.LanguageAsked(), new State.AccountAsked())),
                accounts().map(State.ProofAsked::new));
    }

    /** What customers say, what they mean to say, and anything. */
    @Provide
    Arbitrary<String> words() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "hi", "menu", "1", "2", "4", "09", "stop", "START", "yes", "status", "reading 123", "agent"),
                Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(12),
                accounts(),
                Arbitraries.strings().ofMaxLength(60));
    }

    @Provide
    Arbitrary<String> accounts() {
        return Arbitraries.strings()
                .withCharRange('A', 'Z')
                .withCharRange('0', '9')
                .ofMinLength(3)
                .ofMaxLength(12);
    }

    @Provide
    Arbitrary<String> stops() {
        return Arbitraries.of("STOP", "stop", "Stop", " stop ", "UNSUBSCRIBE", "stopall");
    }

    @Provide
    Arbitrary<Known> known() {
        return known(Arbitraries.of(true, false));
    }

    @Provide
    Arbitrary<Known> strangers() {
        return known(Arbitraries.just(false));
    }

    private static Arbitrary<Known> known(Arbitrary<Boolean> linked) {
        return Combinators.combine(
                        linked,
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(0, Dialogue.FAILURES_MAX + 1),
                        Arbitraries.integers().between(0, 8),
                        Arbitraries.of(true, false))
                .as(Known::new);
    }
}
