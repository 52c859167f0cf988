package org.meterline.tenants;

import org.meterline.platform.TenantId;

/** A tenant is there, and this version cannot read what its row says. What is for that tenant has to wait; others go on. */
public final class UnreadableTenant extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnreadableTenant(TenantId id) {
        super("the row of tenant " + id + " cannot be read");
    }
}
