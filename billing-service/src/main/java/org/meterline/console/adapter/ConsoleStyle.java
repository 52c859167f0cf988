package org.meterline.console.adapter;

import io.micronaut.core.io.ResourceResolver;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The console's one style sheet. */
@Hidden
@Controller("/console/style.css")
@Secured(SecurityRule.IS_ANONYMOUS)
class ConsoleStyle {

    private final String css;

    ConsoleStyle(ResourceResolver resources) {
        try (var style = resources
                .getResourceAsStream("classpath:views/console/style.css")
                .orElseThrow()) {
            css = new String(style.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Get
    @Produces("text/css")
    HttpResponse<String> css() {
        return HttpResponse.ok(css).header("Cache-Control", "private, max-age=300");
    }
}
