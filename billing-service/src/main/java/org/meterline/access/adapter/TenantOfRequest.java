package org.meterline.access.adapter;

import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.security.authentication.Authentication;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.meterline.platform.TenantId;

/** Gives a controller's method the tenant that its request is about, as a parameter of type {@link TenantId}. */
@Singleton
final class TenantOfRequest implements TypedRequestArgumentBinder<TenantId> {

    @Override
    public Argument<TenantId> argumentType() {
        return Argument.of(TenantId.class);
    }

    @Override
    public BindingResult<TenantId> bind(ArgumentConversionContext<TenantId> context, HttpRequest<?> request) {
        var tenant = request.getUserPrincipal(Authentication.class)
                .map(who -> who.getAttributes().get(ApiKeyValidator.TENANT_ATTRIBUTE))
                .map(Object::toString)
                .map(TenantId::of)
                .orElseThrow(() -> new HttpStatusException(
                        HttpStatus.BAD_REQUEST,
                        "an administrator says for which tenant, by code or id, in X-Tenant or ?tenant="));
        return () -> Optional.of(tenant);
    }
}
