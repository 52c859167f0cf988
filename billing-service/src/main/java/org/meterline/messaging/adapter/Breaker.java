package org.meterline.messaging.adapter;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import org.meterline.messaging.domain.MessageSender.Answer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops calling a provider that failed five times in a row, for ten seconds; then one call tries. What waits, waits in the
 * queue. A refusal is no failure: a provider that refuses is well.
 */
@Singleton
final class Breaker {

    private static final Logger log = LoggerFactory.getLogger(Breaker.class);

    private static final int FAILURES = 5;
    private static final int PERCENT_ALL = 100;
    private static final int SERVER_ERROR = 500;

    private final CircuitBreaker breaker;

    Breaker(MessagingSettings settings) {
        breaker = CircuitBreaker.of(
                "twilio",
                CircuitBreakerConfig.custom()
                        .slidingWindow(FAILURES, FAILURES, SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(PERCENT_ALL)
                        .waitDurationInOpenState(settings.breakerOpen())
                        .automaticTransitionFromOpenToHalfOpenEnabled(true)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .build());
        breaker.getEventPublisher()
                .onStateTransition(change -> log.warn("the breaker of Twilio: {}", change.getStateTransition()));
    }

    /** How many calls may be made now. */
    int allowed(int wanted) {
        return switch (breaker.getState()) {
            case OPEN, FORCED_OPEN -> 0;
            case HALF_OPEN -> Math.min(1, wanted);
            case CLOSED, DISABLED, METRICS_ONLY -> wanted;
        };
    }

    /** Asks to make one call; whoever gets the permission says {@link #heard} or {@link #failed} afterwards. */
    boolean permits() {
        return breaker.tryAcquirePermission();
    }

    /** Tells how a call ended. */
    void heard(Answer answer) {
        switch (answer) {
            case Answer.Taken taken -> succeeded();
            case Answer.Refused refused when refused.httpStatus() >= SERVER_ERROR -> failed();
            case Answer.Refused refused -> succeeded();
            case Answer.NotReached notReached -> failed();
            case Answer.Unknown unknown -> failed();
        }
    }

    void succeeded() {
        breaker.onSuccess(0, TimeUnit.NANOSECONDS);
    }

    void failed() {
        breaker.onError(0, TimeUnit.NANOSECONDS, new ProviderFailure());
    }

    /** How it stands: CLOSED, OPEN, HALF_OPEN. */
    State state() {
        return breaker.getState();
    }

    private static final class ProviderFailure extends Exception {

        private static final long serialVersionUID = 1L;

        ProviderFailure() {
            super("the provider failed", null, false, false);
        }
    }
}
