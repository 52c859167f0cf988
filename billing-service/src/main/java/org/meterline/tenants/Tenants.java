package org.meterline.tenants;

import java.util.List;
import java.util.Optional;
import org.meterline.platform.TenantId;

/**
 * The utilities. They change seldom and are remembered for up to an hour; needs no transaction around it. One whose row cannot be
 * read is left out of lists, and whoever asks for it by number or id gets an {@link UnreadableTenant}: so nothing that is meant
 * for it is taken for nobody's.
 */
public interface Tenants {

    /** The tenant that is written to on a number in E.164, by WhatsApp or by text message. */
    Optional<Tenant> ofReceivingNumber(String e164);

    /** The id of the tenant that is written to on a number; also of one whose row cannot be read. */
    Optional<TenantId> ownerOf(String e164);

    /** The tenant with this short name. */
    Optional<Tenant> withCode(String code);

    /** The tenant with this id, which must exist. */
    Tenant get(TenantId id);

    /** All of them, by name. */
    List<Tenant> all();
}
