package org.meterline.access.adapter;

import io.micronaut.http.HttpRequest;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.token.validator.TokenValidator;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.meterline.access.ApiKey;
import org.meterline.access.ApiKeys;
import org.meterline.platform.Role;
import org.meterline.platform.TenantId;
import org.meterline.tenants.Tenant;
import org.meterline.tenants.Tenants;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Says who a request comes from, and for which tenant it asks. An administrator belongs to no tenant and names one, by code or
 * id, in {@value #TENANT_HEADER} or {@code ?tenant=}; everybody else has their own and may name no other.
 */
@Singleton
final class ApiKeyValidator implements TokenValidator<HttpRequest<?>> {

    static final String TENANT_HEADER = "X-Tenant";
    static final String TENANT_ATTRIBUTE = "tenant";

    private static final String TENANT_PARAMETER = "tenant";

    private final ApiKeys keys;
    private final Tenants tenants;
    private final Scheduler threads;

    ApiKeyValidator(ApiKeys keys, Tenants tenants, @Named(TaskExecutors.BLOCKING) ExecutorService threads) {
        this.keys = keys;
        this.tenants = tenants;
        this.threads = Schedulers.fromExecutorService(threads);
    }

    @Override
    public Publisher<Authentication> validateToken(String token, @Nullable HttpRequest<?> request) {
        if (request == null) {
            return Mono.empty();
        }
        return Mono.fromCallable(() -> authenticate(token, request).orElse(null))
                .subscribeOn(threads);
    }

    private Optional<Authentication> authenticate(String token, HttpRequest<?> request) {
        return keys.identify(token).flatMap(key -> {
            var named = named(request);
            if (key.role() == Role.ADMIN) {
                return Optional.of(authentication(key, named == null ? null : lookUp(named)));
            }
            var own = named == null || key.tenant().equals(lookUp(named));
            return own ? Optional.of(authentication(key, key.tenant())) : Optional.empty();
        });
    }

    private static @Nullable String named(HttpRequest<?> request) {
        return request.getHeaders()
                .findFirst(TENANT_HEADER)
                .or(() -> request.getParameters().getFirst(TENANT_PARAMETER))
                .or(() -> request.getCookies()
                        .findCookie(SignInPage.TENANT_COOKIE)
                        .map(cookie -> cookie.getValue()))
                .filter(name -> !name.isBlank())
                .orElse(null);
    }

    private @Nullable TenantId lookUp(String named) {
        return tenants.withCode(named)
                .or(() -> tenants.all().stream()
                        .filter(tenant -> tenant.id().toString().equals(named))
                        .findFirst())
                .map(Tenant::id)
                .orElse(null);
    }

    private static Authentication authentication(ApiKey key, @Nullable TenantId tenant) {
        Map<String, Object> attributes = tenant == null ? Map.of() : Map.of(TENANT_ATTRIBUTE, tenant.toString());
        return Authentication.build(key.name(), List.of(key.role().name()), attributes);
    }
}
