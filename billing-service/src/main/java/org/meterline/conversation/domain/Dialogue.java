package org.meterline.conversation.domain;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the talk does next: a pure function of where it is and what was said. Nothing is looked up here; what has to be looked
 * up or done is the step's {@link Act}, done by whoever asked.
 */
public final class Dialogue {

    /** Raised when a stored state could mean something else; older ones are then forgotten. */
    public static final int VERSION = 1;

    /** How often account and serial may not fit together, in a day, before a person helps instead. */
    public static final int FAILURES_MAX = 5;

    private static final Pattern ACCOUNT = Pattern.compile("(?=.*[0-9])[\\p{Alnum}][\\p{Alnum} ./-]{2,29}");
    private static final Pattern PROOF = Pattern.compile("[\\p{Alnum} ./-]{4,30}");
    private static final int PROOF_MIN = 4;
    private static final int MENU_MAX = 4;

    private Dialogue() {}

    /**
     * What is known when something is said.
     *
     * @param linked whether the contact speaks for an account
     * @param stopped whether it had said STOP
     * @param failures how often its account and serial did not fit together lately
     * @param metersAsked between how many meters the oldest open question lets it choose; 0 when none is open
     * @param questionIsNewer whether that question was asked after the state was reached
     */
    public record Known(boolean linked, boolean stopped, int failures, int metersAsked, boolean questionIsNewer) {}

    /** What happens, and where the talk is then. */
    public record Step(Act act, State next) {}

    /** Something to do. */
    public sealed interface Act {
        /** Say something. */
        record Say(Phrase phrase, Map<String, String> values) implements Act {
            Say(Phrase phrase) {
                this(phrase, Map.of());
            }
        }

        /** Say the menu, which names the utility. */
        record SayMenu() implements Act {}

        /** Say which languages there are. */
        record SayLanguages() implements Act {}

        /** Say the last reading of each meter. */
        record SayStatus() implements Act {}

        /** Write in this language from now on. */
        record Speak(Language language) implements Act {}

        /** Send nothing more. */
        record Stop(String wording) implements Act {}

        /** Send again. */
        record Start(String wording) implements Act {}

        /** Let a person answer. */
        record CallPerson(Phrase saying) implements Act {}

        /** Check whether a serial number ends like this on the account, and if so let the contact speak for it. */
        record Link(String account, String serialEnd) implements Act {

            @Override
            public String toString() {
                return "Link[withheld]";
            }
        }

        /** Take a number as a reading. */
        record Record(String typed) implements Act {}

        /** Take up what waits for the choice of a meter, with the one that has this number on the list. */
        record ChooseMeter(int number) implements Act {}
    }

    /** The next step after words. */
    public static Step next(State state, String text, Known known) {
        var intent = Understanding.of(text);
        return switch (intent) {
            case Intent.Stop(var wording) -> new Step(new Act.Stop(wording), new State.Idle());
            case Intent.Start(var wording, var onlyWhenStopped) ->
                onlyWhenStopped && !known.stopped ? unclear(known) : new Step(new Act.Start(wording), new State.Idle());
            case Intent.Menu menu -> menu();
            case Intent.Person person -> person();
            case Intent.AnotherLanguage another -> languages();
            case Intent.Speak(var language) -> speak(language, state);
            case Intent.Tips tips -> say(Phrase.PHOTO_TIPS, state);
            case Intent.Status status ->
                known.linked ? new Step(new Act.SayStatus(), new State.Idle()) : askAccount(known);
            case Intent.Number number -> number(state, text, number, known);
            case Intent.Unclear unclear -> known.linked ? unclear(known) : account(state, text, known);
        };
    }

    private static Step number(State state, String text, Intent.Number number, Known known) {
        var choice = choice(number);
        if (known.metersAsked > 0 && known.questionIsNewer && known.linked) {
            if (choice >= 1 && choice <= known.metersAsked) {
                return new Step(new Act.ChooseMeter(choice), new State.Idle());
            }
            if (choice >= 0) {
                return say(Phrase.METER_WHICH_AGAIN, Map.of("count", Integer.toString(known.metersAsked)), state);
            }
        }
        if (state instanceof State.MenuShown && choice >= 1 && choice <= MENU_MAX) {
            return chosen(choice, known);
        }
        if (state instanceof State.LanguageAsked) {
            var language = Language.numbered(choice);
            if (language.isPresent()) {
                return speak(language.get(), state);
            }
        }
        return known.linked ? new Step(new Act.Record(number.digits()), new State.Idle()) : account(state, text, known);
    }

    /** One or two bare digits can be a choice; anything else is a reading, -1 here. */
    private static int choice(Intent.Number number) {
        var bare = !number.saidReading() && number.digits().matches("[0-9]{1,2}");
        return bare ? Integer.parseInt(number.digits()) : -1;
    }

    private static Step chosen(int choice, Known known) {
        return switch (choice) {
            case 1 -> known.linked ? new Step(new Act.SayStatus(), new State.Idle()) : askAccount(known);
            case 2 -> say(Phrase.PHOTO_TIPS, new State.Idle());
            case 3 -> languages();
            default -> person();
        };
    }

    /**
     * Somebody unknown says who they are. The account stands on the bill and the serial on the meter: who knows both has been at
     * the place. It is not said whether an account exists; the proof is asked for in any case.
     */
    private static Step account(State state, String text, Known known) {
        var said = Digits.plain(text).strip();
        if (known.failures >= FAILURES_MAX) {
            return blocked();
        }
        if (state instanceof State.ProofAsked(var account)) {
            var serialEnd = serialEnd(said);
            return PROOF.matcher(said).matches() && serialEnd.length() >= PROOF_MIN
                    ? new Step(new Act.Link(account, serialEnd), state)
                    : say(Phrase.ACCOUNT_ASK_SERIAL, state);
        }
        return ACCOUNT.matcher(said).matches()
                ? say(Phrase.ACCOUNT_ASK_SERIAL, new State.ProofAsked(said))
                : askAccount(known);
    }

    private static Step askAccount(Known known) {
        return known.failures >= FAILURES_MAX ? blocked() : say(Phrase.ACCOUNT_ASK, new State.AccountAsked());
    }

    /** The step after a proof that did not fit. */
    public static Step afterMismatch(int failuresBefore) {
        return failuresBefore + 1 >= FAILURES_MAX ? blocked() : say(Phrase.ACCOUNT_MISMATCH, new State.AccountAsked());
    }

    private static Step blocked() {
        return new Step(new Act.CallPerson(Phrase.ACCOUNT_BLOCKED), new State.AccountAsked());
    }

    private static String serialEnd(String said) {
        return said.replaceAll("[^\\p{Alnum}]", "").toUpperCase(Locale.ROOT);
    }

    private static Step menu() {
        return new Step(new Act.SayMenu(), new State.MenuShown());
    }

    private static Step languages() {
        return new Step(new Act.SayLanguages(), new State.LanguageAsked());
    }

    private static Step person() {
        return new Step(new Act.CallPerson(Phrase.AGENT_COMING), new State.Idle());
    }

    /** Choosing a language loses no question of ours, other than which language. */
    private static Step speak(Language language, State state) {
        var next = state instanceof State.LanguageAsked ? new State.Idle() : state;
        return new Step(new Act.Speak(language), next);
    }

    private static Step unclear(Known known) {
        return known.linked ? say(Phrase.NOT_UNDERSTOOD, new State.MenuShown()) : askAccount(known);
    }

    private static Step say(Phrase phrase, State next) {
        return say(phrase, Map.of(), next);
    }

    private static Step say(Phrase phrase, Map<String, String> values, State next) {
        return new Step(new Act.Say(phrase, values), next);
    }
}
