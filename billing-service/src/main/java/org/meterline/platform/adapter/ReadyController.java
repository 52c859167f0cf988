package org.meterline.platform.adapter;

import io.micronaut.health.HealthStatus;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.management.endpoint.health.HealthEndpoint;
import io.micronaut.management.health.indicator.HealthCheckType;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import reactor.core.publisher.Mono;

/** A second door to {@code /health/readiness}. */
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
@Tag(name = "health")
class ReadyController {

    private final HealthEndpoint health;

    ReadyController(HealthEndpoint health) {
        this.health = health;
    }

    @Get("/ready")
    @Operation(summary = "200 while requests and events can be served, else 503")
    Mono<HttpResponse<HealthResult>> ready() {
        return Mono.from(health.getHealth(null, HealthCheckType.READINESS))
                .map(result -> HttpResponse.<HealthResult>status(
                                HealthStatus.UP.equals(result.getStatus())
                                        ? HttpStatus.OK
                                        : HttpStatus.SERVICE_UNAVAILABLE)
                        .body(result));
    }
}
