package org.meterline.platform;

import java.util.UUID;

/** Whose data it is: the id of one utility. */
public record TenantId(UUID value) {

    /** The owner of what belongs to no tenant, such as a message to a number that no tenant owns. */
    public static final TenantId NOBODY = new TenantId(new UUID(0, 0));

    public static TenantId of(String uuid) {
        return new TenantId(UUID.fromString(uuid));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
