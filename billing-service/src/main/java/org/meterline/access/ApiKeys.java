package org.meterline.access;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.meterline.platform.Role;
import org.meterline.platform.TenantId;

/** The API keys. A key is known in clear only to who was given it: here are hashes. */
public interface ApiKeys {

    /** Makes a key for a tenant; for {@link TenantId#NOBODY} when the role is {@link Role#ADMIN}. */
    NewApiKey make(TenantId tenant, String name, Role role);

    /** Keeps a key that was chosen elsewhere, unless it is there. */
    void keep(TenantId tenant, String name, Role role, String key);

    /** Whose key this is; empty for unknown and revoked ones. */
    Optional<ApiKey> identify(String key);

    /** The keys of a tenant, also the revoked ones. */
    List<ApiKey> of(TenantId tenant);

    /** Takes a key out of use; false when the tenant has no such key. */
    boolean revoke(TenantId tenant, UUID id);
}
