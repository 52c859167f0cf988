package org.meterline.ingest;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a kept message through the rest of the road again, from what is stored of it, however far it had come. What was done
 * before has no effect a second time; what was not, is done now.
 */
final class ReplayMessage {

    private static final Logger log = LoggerFactory.getLogger(ReplayMessage.class);

    private final Messages messages;
    private final FinishMessage finishMessage;

    ReplayMessage(Messages messages, FinishMessage finishMessage) {
        this.messages = messages;
        this.finishMessage = finishMessage;
    }

    /** True when there is nothing more to do for it here; false when a later attempt may have more luck. */
    boolean replay(String messageId) throws InterruptedException {
        var message = messages.find(messageId);
        if (message.isEmpty()) {
            log.warn("message {} is not kept, and cannot be replayed", messageId);
            return true;
        }
        return switch (finishMessage.finishAgain(message.get())) {
            case FinishMessage.Outcome.Finished() -> {
                log.info("message {} is replayed", messageId);
                yield true;
            }
            case FinishMessage.Outcome.FilesWanted() -> {
                log.info("message {} waits for its files, as before", messageId);
                yield true;
            }
            case FinishMessage.Outcome.NotTaken(var why) -> left(messageId, why);
            case FinishMessage.Outcome.NotPublished(var why) -> left(messageId, why);
        };
    }

    private static boolean left(String messageId, String why) {
        log.error("message {} is not replayed yet: {}", messageId, why);
        return false;
    }
}
