package org.meterline.access.adapter;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.serde.annotation.SerdeImport;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.meterline.access.ApiKey;
import org.meterline.access.ApiKeys;
import org.meterline.access.NewApiKey;
import org.meterline.platform.Problem;
import org.meterline.platform.Role;
import org.meterline.platform.TenantId;

/** Makes, lists and revokes API keys: those of the tenant that the administrator names, else the administrators' own. */
@Controller("/api/keys")
@Secured(Role.IS_ADMIN)
@ExecuteOn(TaskExecutors.BLOCKING)
@SerdeImport(NewApiKey.class)
@Tag(name = "access")
class ApiKeysController {

    private final ApiKeys keys;

    ApiKeysController(ApiKeys keys) {
        this.keys = keys;
    }

    /** What a key is for. */
    @Serdeable
    record KeyRequest(
            @NotBlank @Size(max = 100) String name, @NotNull Role role) {}

    /** A key as it is listed. */
    @Serdeable
    record KeyShown(
            UUID id,
            String name,
            Role role,
            Instant madeAt,
            @Nullable Instant revokedAt) {}

    @Post
    @Operation(summary = "Makes a key and shows it this one time")
    HttpResponse<?> make(@Body @Valid KeyRequest request, Authentication who) {
        var tenant = tenantOf(who);
        if ((request.role() == Role.ADMIN) != tenant.equals(TenantId.NOBODY)) {
            return Problem.answer(
                    HttpStatus.BAD_REQUEST,
                    "role-and-tenant",
                    "an ADMIN key belongs to no tenant, every other key to the one that X-Tenant names");
        }
        return HttpResponse.created(keys.make(tenant, request.name(), request.role()));
    }

    @Get
    @Operation(summary = "The keys, without the keys themselves")
    List<KeyShown> list(Authentication who) {
        return keys.of(tenantOf(who)).stream().map(ApiKeysController::shown).toList();
    }

    @Delete("/{id}")
    @Operation(summary = "Takes a key out of use, within half a minute everywhere")
    HttpResponse<?> revoke(UUID id, Authentication who) {
        return keys.revoke(tenantOf(who), id)
                ? HttpResponse.noContent()
                : Problem.answer(HttpStatus.NOT_FOUND, "unknown-key", "there is no such key here");
    }

    private static KeyShown shown(ApiKey key) {
        return new KeyShown(key.id(), key.name(), key.role(), key.madeAt(), key.revokedAt());
    }

    private static TenantId tenantOf(Authentication who) {
        var tenant = who.getAttributes().get(ApiKeyValidator.TENANT_ATTRIBUTE);
        return tenant == null ? TenantId.NOBODY : TenantId.of(tenant.toString());
    }
}
