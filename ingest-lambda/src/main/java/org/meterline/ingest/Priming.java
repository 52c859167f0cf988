package org.meterline.ingest;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A {@link Rehearsal} before a SnapStart checkpoint, so that no customer's request is the first. */
final class Priming implements Resource {

    private static final Logger log = LoggerFactory.getLogger(Priming.class);

    private static final AtomicReference<@Nullable Priming> KEPT =
            new AtomicReference<>(); // the context holds it weakly

    private final Map<String, String> environment;

    private Priming(Map<String, String> environment) {
        this.environment = environment;
    }

    static void register(Map<String, String> environment) {
        var priming = new Priming(environment);
        KEPT.set(priming);
        Core.getGlobalContext().register(priming);
    }

    /** One that fails costs a customer a second, and is no reason to have no function. */
    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        try {
            log.info("{} of {} made-up webhooks found their way", Rehearsal.run(), 2 * Rehearsal.ROUNDS);
        } catch (Exception failure) {
            log.warn("nothing is primed", failure);
        } finally {
            Wiring.trace(environment); // the rehearsal's steps went nowhere, and real ones go where they did before
        }
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        // nothing was open
    }
}
