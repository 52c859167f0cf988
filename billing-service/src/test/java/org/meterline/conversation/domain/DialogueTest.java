package org.meterline.conversation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.meterline.conversation.domain.Dialogue.Act;
import org.meterline.conversation.domain.Dialogue.Known;
import org.meterline.conversation.domain.Dialogue.Step;

class DialogueTest {

    private static final State IDLE = new State.Idle();
    private static final Known CUSTOMER = new Known(true, false, 0, 0, false);
    private static final Known STRANGER = new Known(false, false, 0, 0, false);

    @Test
    void the_menu_makes_small_numbers_choices() {
        var menu = Dialogue.next(IDLE, "hello", CUSTOMER);
        assertThat(menu).isEqualTo(new Step(new Act.SayMenu(), new State.MenuShown()));

        assertThat(act(menu.next(), "1", CUSTOMER)).isEqualTo(new Act.SayStatus());
        assertThat(act(menu.next(), "2", CUSTOMER)).isEqualTo(new Act.Say(Phrase.PHOTO_TIPS, Map.of()));
        assertThat(act(menu.next(), "3", CUSTOMER)).isEqualTo(new Act.SayLanguages());
        assertThat(act(menu.next(), "4", CUSTOMER)).isEqualTo(new Act.CallPerson(Phrase.AGENT_COMING));
        assertThat(act(menu.next(), "5", CUSTOMER)).isEqualTo(new Act.Record("5"));
    }

    @Test
    void without_a_question_a_number_is_a_reading() {
        assertThat(act(IDLE, "1", CUSTOMER)).isEqualTo(new Act.Record("1"));
        assertThat(act(IDLE, "reading 12345,6", CUSTOMER)).isEqualTo(new Act.Record("12345.6"));
    }

    @Test
    void a_number_answers_which_meter_it_is() {
        var asked = new Known(true, false, 0, 2, true);

        assertThat(act(IDLE, "2", asked)).isEqualTo(new Act.ChooseMeter(2));
        assertThat(act(IDLE, "२", asked)).isEqualTo(new Act.ChooseMeter(2));
        assertThat(act(IDLE, "3", asked)).isEqualTo(new Act.Say(Phrase.METER_WHICH_AGAIN, Map.of("count", "2")));
        assertThat(act(IDLE, "12345", asked)).isEqualTo(new Act.Record("12345"));
        assertThat(act(IDLE, "reading 2", asked)).isEqualTo(new Act.Record("2"));
    }

    @Test
    void of_two_questions_the_newer_one_is_answered() {
        var askedBefore = new Known(true, false, 0, 2, false);
        assertThat(act(new State.MenuShown(), "1", askedBefore)).isEqualTo(new Act.SayStatus());

        var askedAfter = new Known(true, false, 0, 2, true);
        assertThat(act(new State.MenuShown(), "1", askedAfter)).isEqualTo(new Act.ChooseMeter(1));
    }

    @Test
    void a_stranger_says_the_account_and_proves_it() {
        var hello = Dialogue.next(IDLE, "what is this about", STRANGER);
        assertThat(hello).isEqualTo(new Step(new Act.Say(Phrase.ACCOUNT_ASK, Map.of()), new State.AccountAsked()));

        var account = Dialogue.next(hello.next(), "ACC-1001", STRANGER);
        assertThat(account)
                .isEqualTo(
                        new Step(new Act.Say(Phrase.ACCOUNT_ASK_SERIAL, Map.of()), new State.ProofAsked("ACC-1001")));

        assertThat(act(account.next(), "4 56 a", STRANGER)).isEqualTo(new Act.Link("ACC-1001", "456A"));
    }

    @Test
    void a_number_from_a_stranger_is_an_account_and_never_a_reading() {
        assertThat(Dialogue.next(IDLE, "12345678", STRANGER).next()).isEqualTo(new State.ProofAsked("12345678"));
        assertThat(act(IDLE, "status", STRANGER)).isEqualTo(new Act.Say(Phrase.ACCOUNT_ASK, Map.of()));
    }

    @Test
    void a_short_end_of_a_serial_proves_nothing() {
        assertThat(act(new State.ProofAsked("ACC-1001"), "56", STRANGER))
                .isEqualTo(new Act.Say(Phrase.ACCOUNT_ASK_SERIAL, Map.of()));
        assertThat(act(new State.ProofAsked("ACC-1001"), "- - - -", STRANGER))
                .isEqualTo(new Act.Say(Phrase.ACCOUNT_ASK_SERIAL, Map.of()));
    }

    @Test
    void guessing_ends_with_a_person_whatever_is_said_in_between() {
        assertThat(Dialogue.afterMismatch(0).act()).isEqualTo(new Act.Say(Phrase.ACCOUNT_MISMATCH, Map.of()));
        assertThat(Dialogue.afterMismatch(4).act()).isEqualTo(new Act.CallPerson(Phrase.ACCOUNT_BLOCKED));

        var guesser = new Known(false, false, Dialogue.FAILURES_MAX, 0, false);
        assertThat(act(new State.ProofAsked("ACC-1001"), "4567", guesser))
                .isEqualTo(new Act.CallPerson(Phrase.ACCOUNT_BLOCKED));
        assertThat(act(new State.MenuShown(), "ACC-1001", guesser))
                .isEqualTo(new Act.CallPerson(Phrase.ACCOUNT_BLOCKED));
    }

    @Test
    void stop_works_at_any_point_and_yes_only_after_it() {
        assertThat(act(new State.ProofAsked("ACC-1001"), "stop", STRANGER)).isEqualTo(new Act.Stop("stop"));
        assertThat(act(IDLE, "yes", CUSTOMER)).isEqualTo(new Act.Say(Phrase.NOT_UNDERSTOOD, Map.of()));
        assertThat(act(IDLE, "yes", new Known(true, true, 0, 0, false))).isEqualTo(new Act.Start("yes"));
    }

    @Test
    void a_language_is_chosen_by_number_or_name_and_loses_no_other_question() {
        assertThat(act(new State.LanguageAsked(), "3", CUSTOMER)).isEqualTo(new Act.Speak(Language.ZULU));
        assertThat(Dialogue.next(new State.ProofAsked("ACC-1001"), "Afrikaans", STRANGER))
                .isEqualTo(new Step(new Act.Speak(Language.AFRIKAANS), new State.ProofAsked("ACC-1001")));
    }

    private static Act act(State state, String text, Known known) {
        return Dialogue.next(state, text, known).act();
    }
}
