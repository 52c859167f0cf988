package org.meterline.access.adapter;

import io.micronaut.context.annotation.Value;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import org.meterline.access.ApiKeys;
import org.meterline.platform.Role;
import org.meterline.platform.TenantId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the first administrator in: the key of the settings is kept when no administrator's key is in use. */
@Singleton
final class FirstAdmin {

    private static final Logger log = LoggerFactory.getLogger(FirstAdmin.class);

    private static final int LENGTH_MIN = 16;

    private final ApiKeys keys;
    private final String key;

    FirstAdmin(ApiKeys keys, @Value("${meterline.bootstrap-admin-key:}") String key) {
        this.keys = keys;
        this.key = key;
    }

    @EventListener
    void started(ServerStartupEvent event) {
        if (key.isEmpty() || keys.of(TenantId.NOBODY).stream().anyMatch(known -> known.revokedAt() == null)) {
            return;
        }
        if (key.length() < LENGTH_MIN) {
            throw new IllegalStateException("BOOTSTRAP_ADMIN_KEY needs at least " + LENGTH_MIN + " characters");
        }
        keys.keep(TenantId.NOBODY, "bootstrap", Role.ADMIN, key);
        log.info("the first administrator's key is in use; make others and revoke it");
    }
}
