package org.meterline.platform;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.graceful.GracefulShutdownCapable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of the process in good order. First it says that it is not ready, while it still does everything; after a while, when
 * nobody sends it requests any more, the socket closes, consumers take no further events, and what is in hand is ended. What
 * cannot be ended in time is begun again elsewhere: nothing depends on a good end.
 */
@Singleton
public final class Drain {

    private static final Logger log = LoggerFactory.getLogger(Drain.class);

    private static final Duration REQUESTS_LIMIT = Duration.ofSeconds(10);

    private final DrainSettings settings;
    private volatile boolean begun;

    Drain(DrainSettings settings) {
        this.settings = settings;
    }

    /** Whether the end has begun, and new work had better go elsewhere. */
    public boolean hasBegun() {
        return begun;
    }

    /** Returns when all is ended, or the limit is over. */
    public void run(ApplicationContext context, GracefulShutdownCapable server) {
        begun = true;
        log.info(
                "not ready any more; the socket closes in {} s",
                settings.unreadyFor().toSeconds());
        var end = Thread.ofPlatform().daemon().name("drain").start(() -> end(context, server));
        try {
            if (!end.join(settings.atMost())) {
                log.warn(
                        "not all is ended after {} s; the rest is begun again elsewhere",
                        settings.atMost().toSeconds());
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private void end(ApplicationContext context, GracefulShutdownCapable server) {
        try {
            Thread.sleep(settings.unreadyFor());
            server.shutdownGracefully().toCompletableFuture().get(REQUESTS_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException | CompletionException busy) {
            log.warn("requests are cut short", busy);
        }
        context.close();
        log.info("all is ended");
    }
}
