package org.meterline.platform;

import java.util.Optional;

/** The words of messages, which never travel on the broker and are read from the message table by id. */
public interface MessageTexts {

    /** What was said in a message; empty when the table does not know it (any more). */
    Optional<MessageText> of(String messageId);
}
