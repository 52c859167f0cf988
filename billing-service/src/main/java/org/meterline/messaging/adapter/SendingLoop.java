package org.meterline.messaging.adapter;

import io.micronaut.context.annotation.Requires;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.opentelemetry.api.trace.SpanKind;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.meterline.messaging.adapter.Claims.Handed;
import org.meterline.messaging.adapter.Claims.Lane;
import org.meterline.messaging.domain.MessageSender;
import org.meterline.messaging.domain.MessageSender.Parcel;
import org.meterline.platform.DependencyDown;
import org.meterline.platform.WorkLoop;
import org.meterline.tracing.Step;
import org.meterline.tracing.Tag;
import org.meterline.tracing.Tracing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties the queue: takes what is due, lane by lane, and calls the provider on virtual threads, a bounded number at a time.
 * Any number of instances may do so side by side.
 */
@Singleton
final class SendingLoop {

    private static final Logger log = LoggerFactory.getLogger(SendingLoop.class);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

    private static final Duration LANE_RESTS_FOR = Duration.ofSeconds(10);

    private final Claims claims;
    private final Results results;
    private final MessageSender sender;
    private final Breaker breaker;
    private final SendingIndicator indicator;
    private final int parallel;
    private final Semaphore hands;
    private final Map<Lane, Long> resting = new HashMap<>(); // until when; touched by the loop alone
    private final WorkLoop loop = new WorkLoop("sender of messages", this::round);

    SendingLoop(
            Claims claims,
            Results results,
            MessageSender sender,
            Breaker breaker,
            SendingIndicator indicator,
            MessagingSettings settings) {
        this.claims = claims;
        this.results = results;
        this.sender = sender;
        this.breaker = breaker;
        this.indicator = indicator;
        this.parallel = settings.parallel();
        this.hands = new Semaphore(parallel);
    }

    /** Says that there is something to send. */
    void nudge() {
        loop.nudge();
    }

    void start() {
        loop.start();
    }

    /** Takes nothing more, and lets the calls in hand end. */
    @PreDestroy
    void stop() {
        loop.close();
        try {
            if (!hands.tryAcquire(parallel, STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("calls were in hand at the end; the next start asks the provider what became of them");
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean round() {
        var any = false;
        for (var lane : claims.lanes()) {
            var most = breaker.allowed(hands.availablePermits());
            if (most == 0) {
                return false;
            }
            any |= sendSomeOf(lane, most);
        }
        return any;
    }

    /** A lane that fails rests, and the others go on. */
    private boolean sendSomeOf(Lane lane, int most) {
        var until = resting.get(lane);
        if (until != null && System.nanoTime() - until < 0) {
            return false;
        }
        resting.remove(lane);
        try {
            var claimed = claims.claim(lane, most);
            for (var handed : claimed.handed()) {
                hands.acquireUninterruptibly();
                Thread.ofVirtual().name("message " + handed.parcel().id()).start(() -> carry(handed));
            }
            return claimed.changedAnything();
        } catch (RuntimeException failure) { // the edge: one lane's failure is no other's
            if (DependencyDown.isBehind(failure)) {
                throw failure;
            }
            log.error("{} fails and rests for {} s", lane, LANE_RESTS_FOR.toSeconds(), failure);
            resting.put(lane, System.nanoTime() + LANE_RESTS_FOR.toNanos());
            return false;
        }
    }

    private void carry(Handed handed) {
        var parcel = handed.parcel();
        Tracing.step("send message")
                .kind(SpanKind.CLIENT)
                .about(handed.messageId())
                .from(handed.traceparent())
                .tag(Tag.OUTBOUND_ID, parcel.id().toString())
                .run(step -> carry(parcel, step));
    }

    private void carry(Parcel parcel, Step step) {
        try {
            if (breaker.permits()) {
                var answer = sender.send(parcel);
                breaker.heard(answer);
                indicator.count(answer);
                step.tag(Tag.OUTCOME, answer.getClass().getSimpleName());
                results.record(parcel.id(), answer);
            } else {
                results.untried(parcel.id());
            }
        } catch (RuntimeException failure) { // the row stays SENDING, and the provider is asked about it later
            log.error("what came of message {} could not be written down", parcel.id(), failure);
        } finally {
            hands.release();
            nudge();
        }
    }

    /** Starts both loops of messaging once the service is up. */
    @Singleton
    @Requires(property = "meterline.messaging.enabled", notEquals = "false")
    static final class Start {

        private final SendingLoop sending;
        private final UnsureLoop unsure;

        Start(SendingLoop sending, UnsureLoop unsure) {
            this.sending = sending;
            this.unsure = unsure;
        }

        @EventListener
        void started(ServerStartupEvent event) {
            sending.start();
            unsure.start();
        }
    }
}
