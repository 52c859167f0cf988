package org.meterline.messaging.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Carries messages nowhere and remembers them. */
public final class PretendSender implements MessageSender {

    private final List<Sent> sent = new ArrayList<>();
    private Optional<Answer> next = Optional.empty();
    private boolean silent;
    private boolean gone;

    private record Sent(Parcel parcel, String providerMessageId, Instant at) {}

    /** Answers the next call like this, and takes nothing. */
    public synchronized void answerNext(Answer answer) {
        next = Optional.of(answer);
    }

    /** Takes the next message without saying so. */
    public synchronized void sayNothingNext() {
        silent = true;
    }

    /** Is not reached from now on. */
    public synchronized void disappear() {
        gone = true;
    }

    @Override
    public synchronized Answer send(Parcel parcel) {
        if (gone) {
            return new Answer.NotReached("pretended");
        }
        if (next.isPresent()) {
            var answer = next.get();
            next = Optional.empty();
            return answer;
        }
        var id = "SM%032x".formatted(sent.size() + 1);
        sent.add(new Sent(parcel, id, Instant.now()));
        var say = !silent;
        silent = false;
        return say ? new Answer.Taken(id) : new Answer.Unknown("pretended");
    }

    @Override
    public synchronized Optional<String> find(Parcel parcel, Instant since, Set<String> known) throws Unavailable {
        if (gone) {
            throw new Unavailable("pretended");
        }
        return sent.stream()
                .filter(each -> each.parcel.to().equals(parcel.to()))
                .filter(each -> each.parcel.channel() == parcel.channel())
                .filter(each -> each.parcel.content().equals(parcel.content()))
                .filter(each -> !each.at.isBefore(since))
                .map(Sent::providerMessageId)
                .filter(id -> !known.contains(id))
                .findFirst();
    }
}
