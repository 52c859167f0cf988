package org.meterline.tenants;

import java.util.List;
import java.util.Optional;
import org.meterline.platform.TenantId;

/** The utilities. They change seldom and are remembered for up to an hour; needs no transaction around it. */
public interface Tenants {

    /** The tenant that is written to on a number in E.164, by WhatsApp or by text message. */
    Optional<Tenant> ofReceivingNumber(String e164);

    /** The tenant with this short name. */
    Optional<Tenant> withCode(String code);

    /** The tenant with this id, which must exist. */
    Tenant get(TenantId id);

    /** All of them, by name. */
    List<Tenant> all();
}
