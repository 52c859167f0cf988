package org.meterline.conversation.domain;

/** What a customer's words ask for. */
public sealed interface Intent {

    /**
     * No more messages.
     *
     * @param wording the word that says so
     */
    record Stop(String wording) implements Intent {}

    /**
     * Messages again.
     *
     * @param wording the word that says so
     * @param onlyWhenStopped whether it means that only from somebody who had stopped: a yes
     */
    record Start(String wording, boolean onlyWhenStopped) implements Intent {}

    /** A greeting, or a question what this is. */
    record Menu() implements Intent {}

    /** The last reading. */
    record Status() implements Intent {}

    /** How to take a photo. */
    record Tips() implements Intent {}

    /** A person. */
    record Person() implements Intent {}

    /** Another language. */
    record AnotherLanguage() implements Intent {}

    /** This language. */
    record Speak(Language language) implements Intent {}

    /**
     * A number: a reading, or the answer to a question of ours.
     *
     * @param digits the number, digits 0 to 9 with at most one point
     * @param saidReading whether a word said that it is a reading
     */
    record Number(String digits, boolean saidReading) implements Intent {}

    /** Anything else. */
    record Unclear() implements Intent {}
}
