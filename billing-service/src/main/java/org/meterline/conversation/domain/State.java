package org.meterline.conversation.domain;

/** Where a talk has got to, and what the next words therefore mean. Forgotten 24 hours after it was reached. */
public sealed interface State {

    /** Nothing was asked. */
    record Idle() implements State {}

    /** The menu was shown: a number from 1 to 4 is a choice. */
    record MenuShown() implements State {}

    /** The list of languages was shown. */
    record LanguageAsked() implements State {}

    /** The account number was asked for. */
    record AccountAsked() implements State {}

    /** The end of the serial number was asked for, as proof. */
    record ProofAsked(String account) implements State {

        @Override
        public String toString() {
            return "ProofAsked[withheld]"; // account numbers are personal
        }
    }
}
