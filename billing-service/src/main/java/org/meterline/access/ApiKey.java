package org.meterline.access;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.meterline.platform.Role;
import org.meterline.platform.TenantId;

/**
 * A key, without the key itself.
 *
 * @param tenant whose data it opens; {@link TenantId#NOBODY} for an administrator's
 * @param name what it is for
 * @param revokedAt since when it opens nothing; null while it does
 */
public record ApiKey(
        UUID id,
        TenantId tenant,
        String name,
        Role role,
        Instant madeAt,
        @Nullable Instant revokedAt) {}
