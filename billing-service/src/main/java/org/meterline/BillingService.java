package org.meterline;

import io.micronaut.runtime.Micronaut;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;

/** The process: everything the business decides, behind one door. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "meterline-billing",
                        version = "1",
                        description = "What a utility does with Meterline over HTTP."),
        security = @SecurityRequirement(name = "key"))
@SecurityScheme(name = "key", type = SecuritySchemeType.HTTP, scheme = "bearer", description = "An API key.")
public final class BillingService {

    private BillingService() {}

    public static void main(String[] args) {
        Micronaut.run(BillingService.class, args);
    }
}
