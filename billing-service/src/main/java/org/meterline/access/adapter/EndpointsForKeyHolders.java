package org.meterline.access.adapter;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpRequest;
import io.micronaut.inject.ExecutableMethod;
import io.micronaut.management.endpoint.EndpointSensitivityProcessor;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRuleResult;
import io.micronaut.security.rules.SensitiveEndpointRule;
import jakarta.inject.Singleton;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Opens the metrics to every key; strangers only ever see the health. */
@Singleton
@Replaces(SensitiveEndpointRule.class)
class EndpointsForKeyHolders extends SensitiveEndpointRule {

    EndpointsForKeyHolders(EndpointSensitivityProcessor sensitivity) {
        super(sensitivity);
    }

    @Override
    protected Publisher<SecurityRuleResult> checkSensitiveAuthenticated(
            HttpRequest<?> request, Authentication who, ExecutableMethod<?, ?> endpoint) {
        return Mono.just(SecurityRuleResult.ALLOWED);
    }
}
