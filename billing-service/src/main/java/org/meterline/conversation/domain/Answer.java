package org.meterline.conversation.domain;

import java.util.List;

/**
 * Words that go to a customer. Their text form keeps them to itself.
 *
 * @param purpose what they are for, {@code photo.accepted}; also the name of the approved template that may stand in for them
 * @param text the words
 * @param values what a template needs for its blanks, in order
 */
public record Answer(String purpose, String text, List<String> values) {

    @Override
    public String toString() {
        return "Answer[" + purpose + "]";
    }
}
