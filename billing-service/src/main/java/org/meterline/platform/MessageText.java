package org.meterline.platform;

import org.jspecify.annotations.Nullable;

/**
 * What a customer said in a message. Its text form keeps it to itself, because it is personal.
 *
 * @param text the words; null when there were none
 * @param replyPayload what stands behind the button or list row that was tapped; null when none was
 * @param optOutType STOP, START or HELP as the provider recognised it; null when it did not
 */
public record MessageText(
        @Nullable String text,
        @Nullable String replyPayload,
        @Nullable String optOutType) {

    @Override
    public String toString() {
        return "MessageText[withheld]";
    }
}
