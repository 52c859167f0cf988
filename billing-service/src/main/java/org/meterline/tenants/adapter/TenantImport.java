package org.meterline.tenants.adapter;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Currency;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.meterline.platform.ImportLine;
import org.meterline.platform.ImportLine.Outcome;
import org.meterline.platform.PhoneNumber;
import org.meterline.platform.Sql;
import org.meterline.platform.TenantId;
import org.meterline.platform.TenantTransactions;
import org.meterline.tenants.Tenant;
import org.meterline.tenants.Tenants;
import org.meterline.tenants.ValidationRules;

/**
 * Takes in utilities, one line each: {@code code, name, locale, currency, zone, receiving_number, account_sid}, and optionally
 * {@code sms_number, messaging_service_sid, wanted_error_rate, electricity_confidence_min, water_confidence_min,
 * gas_confidence_min, high_usage_factor}. A code that is known is brought up to date; what its line does not say is as usual again.
 */
@Singleton
class TenantImport {

    private static final String KEEP = """
            insert into tenants.tenant (tenant_id, code, name, locale, currency, zone, receiving_number, sms_number, account_sid,
                messaging_service_sid, wanted_error_rate, electricity_confidence_min, water_confidence_min, gas_confidence_min,
                high_usage_factor)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (tenant_id) do update set code = excluded.code, name = excluded.name, locale = excluded.locale,
                currency = excluded.currency, zone = excluded.zone, receiving_number = excluded.receiving_number,
                sms_number = excluded.sms_number, account_sid = excluded.account_sid,
                messaging_service_sid = excluded.messaging_service_sid,
                wanted_error_rate = excluded.wanted_error_rate,
                electricity_confidence_min = excluded.electricity_confidence_min,
                water_confidence_min = excluded.water_confidence_min, gas_confidence_min = excluded.gas_confidence_min,
                high_usage_factor = excluded.high_usage_factor
            """;

    private final Tenants tenants;
    private final PostgresTenants remembered;
    private final TenantTransactions transactions;
    private final Sql sql;

    TenantImport(Tenants tenants, PostgresTenants remembered, TenantTransactions transactions, Sql sql) {
        this.tenants = tenants;
        this.remembered = remembered;
        this.transactions = transactions;
        this.sql = sql;
    }

    Outcome take(ImportLine line) {
        var code = line.required("code", "a short name like demo-utility", TenantImport::code);
        var known = tenants.withCode(code);
        var there = remembered.idOf(code);
        var id = there.orElseGet(() -> new TenantId(UUID.randomUUID()));
        var wanted = read(line, id, code);
        if (known.isPresent() && known.get().equals(wanted)) {
            return new Outcome.Unchanged();
        }
        if (tenants.all().stream().anyMatch(other -> !other.id().equals(id) && sharesNumber(other, wanted))) {
            return new Outcome.Rejected("another utility has receiving_number or sms_number");
        }
        transactions.run(id, () -> keep(wanted));
        remembered.forget();
        return there.isPresent() ? new Outcome.Updated() : new Outcome.Created();
    }

    private static Tenant read(ImportLine line, TenantId id, String code) {
        var locale = line.required("locale", "a language tag like en-ZA", TenantImport::locale);
        var usual = ValidationRules.DEFAULT;
        return new Tenant(
                id,
                code,
                line.required("name"),
                locale,
                line.required("currency", "a currency like ZAR", Currency::getInstance),
                line.required("zone", "a time zone like Africa/Johannesburg", ZoneId::of),
                line.required("receiving_number", "a telephone number", number -> phone(number, locale)),
                line.optional("sms_number", "a telephone number", number -> phone(number, locale))
                        .orElse(null),
                line.required("account_sid", "an account id (AC…)", TenantImport::accountSid),
                line.optional("messaging_service_sid").orElse(null),
                new ValidationRules(
                        line.optional("wanted_error_rate", "a number above 0 up to 0.2", TenantImport::errorRate)
                                .orElse(usual.wantedErrorRate().setScale(4)),
                        chance(line, "electricity_confidence_min"),
                        chance(line, "water_confidence_min"),
                        chance(line, "gas_confidence_min"),
                        line.optional("high_usage_factor", "a number above 1", TenantImport::factor)
                                .orElse(usual.highUsageFactor().setScale(2))));
    }

    private void keep(Tenant tenant) {
        var rules = tenant.validation();
        sql.update(
                KEEP,
                tenant.id().value(),
                tenant.code(),
                tenant.name(),
                tenant.locale().toLanguageTag(),
                tenant.currency().getCurrencyCode(),
                tenant.zone().getId(),
                tenant.receivingNumber(),
                tenant.smsNumber(),
                tenant.accountSid(),
                tenant.messagingServiceSid(),
                rules.wantedErrorRate(),
                rules.electricityConfidenceMin(),
                rules.waterConfidenceMin(),
                rules.gasConfidenceMin(),
                rules.highUsageFactor());
    }

    private static boolean sharesNumber(Tenant other, Tenant wanted) {
        return isNumberOf(other, wanted.receivingNumber())
                || wanted.smsNumber() != null && isNumberOf(other, wanted.smsNumber());
    }

    private static boolean isNumberOf(Tenant tenant, String number) {
        return number.equals(tenant.receivingNumber()) || number.equals(tenant.smsNumber());
    }

    private static String code(String text) {
        return require(text.matches("[a-z][a-z0-9-]{1,62}"), text);
    }

    private static String accountSid(String text) {
        return require(text.matches("AC[0-9a-fA-F]{32}"), text);
    }

    private static String phone(String written, Locale locale) {
        return PhoneNumber.parse(written, locale).e164();
    }

    private static Locale locale(String tag) {
        try {
            return new Locale.Builder().setLanguageTag(tag).build();
        } catch (IllformedLocaleException nonsense) {
            throw new IllegalArgumentException(nonsense);
        }
    }

    private static @Nullable BigDecimal chance(ImportLine line, String column) {
        return line.optional(column, "a number from 0 to 1 with at most three decimals", text -> {
                    var chance = new BigDecimal(text).setScale(3);
                    return require(chance.signum() >= 0 && chance.compareTo(BigDecimal.ONE) <= 0, chance);
                })
                .orElse(null);
    }

    private static BigDecimal errorRate(String text) {
        var rate = new BigDecimal(text).setScale(4);
        return require(rate.signum() > 0 && rate.compareTo(ValidationRules.ERROR_RATE_MAX) <= 0, rate);
    }

    private static BigDecimal factor(String text) {
        var factor = new BigDecimal(text).setScale(2);
        return require(factor.compareTo(BigDecimal.ONE) > 0, factor);
    }

    private static <T> T require(boolean holds, T value) {
        if (!holds) {
            throw new IllegalArgumentException("out of range");
        }
        return value;
    }
}
