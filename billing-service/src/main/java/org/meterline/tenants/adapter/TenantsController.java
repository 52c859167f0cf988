package org.meterline.tenants.adapter;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.InputStream;
import java.util.List;
import org.meterline.platform.ImportFile;
import org.meterline.platform.ImportReport;
import org.meterline.platform.Role;
import org.meterline.tenants.Tenant;
import org.meterline.tenants.Tenants;

/** The utilities, for those who run the installation. */
@Controller("/api")
@Secured(Role.IS_ADMIN)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "tenants")
class TenantsController {

    private final Tenants tenants;
    private final TenantImport tenantImport;

    TenantsController(Tenants tenants, TenantImport tenantImport) {
        this.tenants = tenants;
        this.tenantImport = tenantImport;
    }

    /** A utility as it is listed. */
    @Serdeable
    record TenantShown(
            String id, String code, String name, String locale, String currency, String zone, String receivingNumber) {}

    @Get("/tenants")
    @Operation(summary = "All utilities")
    List<TenantShown> list() {
        return tenants.all().stream().map(TenantsController::shown).toList();
    }

    @Post("/imports/tenants")
    @Consumes({"text/csv", MediaType.APPLICATION_JSON})
    @Operation(summary = "Takes in utilities; the same file again changes nothing")
    ImportReport take(@Body InputStream body, @Header(HttpHeaders.CONTENT_TYPE) MediaType type) {
        return new ImportFile(body, type).forEach(tenantImport::take);
    }

    private static TenantShown shown(Tenant tenant) {
        return new TenantShown(
                tenant.id().toString(),
                tenant.code(),
                tenant.name(),
                tenant.locale().toLanguageTag(),
                tenant.currency().getCurrencyCode(),
                tenant.zone().getId(),
                tenant.receivingNumber());
    }
}
