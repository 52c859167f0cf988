package org.meterline.conversation;

import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.meterline.platform.MessageText;
import org.meterline.platform.MessageTexts;

/** The message table's words, without a table; fails for messages that it is told to fail for. */
@Singleton
@Primary
@Requires(property = "meterline.test.pretend-texts")
public class PretendTexts implements MessageTexts {

    private final Map<String, MessageText> texts = new ConcurrentHashMap<>();
    private final Set<String> broken = ConcurrentHashMap.newKeySet();

    public void say(String messageId, MessageText text) {
        texts.put(messageId, text);
    }

    public void failFor(String messageId) {
        broken.add(messageId);
    }

    @Override
    public Optional<MessageText> of(String messageId) {
        if (broken.contains(messageId)) {
            throw new IllegalStateException("told to fail");
        }
        return Optional.ofNullable(texts.get(messageId));
    }
}
