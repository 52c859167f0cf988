package org.meterline.tenants;

import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.meterline.platform.TenantId;

/**
 * A utility.
 *
 * @param code its short name in imports and addresses, {@code demo-utility}
 * @param name what its customers call it
 * @param locale what it writes in when a customer has no language of their own
 * @param currency what it bills in
 * @param zone where its days and billing periods begin
 * @param receivingNumber the WhatsApp number that customers write to and are answered from, E.164
 * @param smsNumber the number for text messages, E.164; null when it sends none
 * @param accountSid its account at the provider
 * @param messagingServiceSid its messaging service at the provider; null when it sends from plain numbers
 */
public record Tenant(
        TenantId id,
        String code,
        String name,
        Locale locale,
        Currency currency,
        ZoneId zone,
        String receivingNumber,
        @Nullable String smsNumber,
        String accountSid,
        @Nullable String messagingServiceSid,
        ValidationRules validation) {}
