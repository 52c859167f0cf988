package org.meterline.ingest;

import org.meterline.contracts.MessageTable.IngestState;

/**
 * Goes on with a kept message from wherever it stands: fetch its files, then tell of it. Every step may be repeated, by the
 * webhook's own lambda or by the sweeper's, and has its effect once.
 */
final class FinishMessage {

    private final KeepPhotos keepPhotos;
    private final PublishMessage publishMessage;

    FinishMessage(KeepPhotos keepPhotos, PublishMessage publishMessage) {
        this.keepPhotos = keepPhotos;
        this.publishMessage = publishMessage;
    }

    /** How far it came. */
    sealed interface Outcome {
        /** To the end. */
        record Finished() implements Outcome {}

        /** A file is still wanted. */
        record FilesWanted() implements Outcome {}

        /** The broker is there and does not take this one. */
        record NotTaken(String why) implements Outcome {}

        /** The broker does not answer. */
        record NotPublished(String why) implements Outcome {}
    }

    Outcome finish(Message message) throws InterruptedException {
        return switch (message.state()) {
            case RECEIVED -> fetched(message);
            case STORED -> outcome(publishMessage.publish(message));
            case PUBLISHED -> new Outcome.Finished();
        };
    }

    /** Likewise; a message that came to its end is told once more. Whoever hears it knows it by its event's id. */
    Outcome finishAgain(Message message) throws InterruptedException {
        return message.state() == IngestState.PUBLISHED ? outcome(publishMessage.publish(message)) : finish(message);
    }

    private Outcome fetched(Message message) throws InterruptedException {
        return switch (keepPhotos.keep(message)) {
            case KeepPhotos.Outcome.Wanted() -> new Outcome.FilesWanted();
            case KeepPhotos.Outcome.Settled(var kept) -> finish(kept);
            case KeepPhotos.Outcome.Stored(var stored, var photos) ->
                outcome(publishMessage.publishStored(stored, photos));
        };
    }

    private static Outcome outcome(Events.Outcome published) {
        return switch (published) {
            case Events.Outcome.Published() -> new Outcome.Finished();
            case Events.Outcome.NotTaken(var why) -> new Outcome.NotTaken(why);
            case Events.Outcome.NotPublished(var why) -> new Outcome.NotPublished(why);
        };
    }
}
