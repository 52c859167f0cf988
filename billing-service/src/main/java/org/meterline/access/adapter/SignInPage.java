package org.meterline.access.adapter;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.meterline.access.ApiKeys;
import org.meterline.tenants.Tenant;
import org.meterline.tenants.Tenants;

/** How staff come in until there is a login: the key is typed once and kept in a cookie for a working day. */
@Hidden
@Controller("/console")
@Secured(SecurityRule.IS_ANONYMOUS)
class SignInPage {

    static final String KEY_COOKIE = "meterline_key";
    static final String TENANT_COOKIE = "meterline_tenant";

    private static final Duration WORKING_DAY = Duration.ofHours(10);
    private static final URI REVIEWS = URI.create("/console/reviews");
    private static final URI READINGS = URI.create("/console/readings");
    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>Meterline: sign in</title>
              <style>
                body { font: 16px/1.5 system-ui, sans-serif; display: grid; place-items: center; min-height: 90vh; margin: 0 }
                form { display: grid; gap: .75rem; width: min(22rem, 90vw) }
                label { display: grid; gap: .25rem }
                input, button { font: inherit; padding: .5rem .6rem }
                p { margin: 0; color: #b00020 }
              </style>
            </head>
            <body>
              <form method="post" action="/console/sign-in">
                <h1>Meterline</h1>
                %s
                <label>Key <input name="key" type="password" required autofocus autocomplete="current-password"></label>
                <label>Utility, for administrators <input name="tenant" autocomplete="organization"></label>
                <button>Sign in</button>
              </form>
            </body>
            </html>
            """;

    private final ApiKeys keys;
    private final Tenants tenants;

    SignInPage(ApiKeys keys, Tenants tenants) {
        this.keys = keys;
        this.tenants = tenants;
    }

    @Get
    HttpResponse<?> console() {
        return HttpResponse.seeOther(REVIEWS);
    }

    @Get("/sign-in")
    @Produces(MediaType.TEXT_HTML)
    String form() {
        return page("");
    }

    @Post("/sign-in")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    @ExecuteOn(TaskExecutors.BLOCKING)
    MutableHttpResponse<?> signIn(@Body Map<String, String> form, HttpRequest<?> request) {
        var key = form.getOrDefault("key", "").strip();
        var known = keys.identify(key);
        if (known.isEmpty()) {
            return HttpResponse.unauthorized().body(page("That key opens nothing."));
        }
        return switch (known.get().role()) {
            case ADMIN -> administrator(key, form.getOrDefault("tenant", "").strip(), request);
            case REVIEWER -> signedIn(key, "", REVIEWS, request);
            case OPERATOR -> signedIn(key, "", READINGS, request);
            case SERVICE ->
                HttpResponse.<String>status(HttpStatus.FORBIDDEN)
                        .body(page("That key is a program's, not a person's."));
        };
    }

    /** Everybody else has a utility of their own; an administrator says which one to look at. */
    private MutableHttpResponse<?> administrator(String key, String tenant, HttpRequest<?> request) {
        if (tenants.withCode(tenant).isEmpty()) {
            var codes = tenants.all().stream().map(Tenant::code).sorted().collect(Collectors.joining(", "));
            return HttpResponse.badRequest()
                    .body(page(
                            codes.isEmpty()
                                    ? "There is no utility yet; import one at /api/imports/tenants."
                                    : "An administrator names the utility, too. There are: " + codes + "."));
        }
        return signedIn(key, tenant, REVIEWS, request);
    }

    private static MutableHttpResponse<?> signedIn(String key, String tenant, URI home, HttpRequest<?> request) {
        return HttpResponse.seeOther(home)
                .cookie(kept(KEY_COOKIE, key, request))
                .cookie(kept(TENANT_COOKIE, tenant, request));
    }

    @Post("/sign-out")
    MutableHttpResponse<?> signOut(HttpRequest<?> request) {
        return HttpResponse.seeOther(URI.create("/console/sign-in"))
                .cookie(kept(KEY_COOKIE, "", request).maxAge(0))
                .cookie(kept(TENANT_COOKIE, "", request).maxAge(0));
    }

    /** The form, with a word about what was wrong; codes of utilities are plain letters, digits and dashes. */
    private static String page(String wrong) {
        return PAGE.formatted(wrong.isEmpty() ? "" : "<p role=\"alert\">" + wrong + "</p>");
    }

    /** Over plain HTTP only where that is how the page itself was asked for, as on a developer's machine. */
    private static Cookie kept(String name, String value, HttpRequest<?> request) {
        var headers = request.getHeaders();
        var secure = request.isSecure()
                || "https".equals(headers.get("X-Forwarded-Proto"))
                || "https".equals(headers.get("CloudFront-Forwarded-Proto"));
        return Cookie.of(name, value)
                .path("/console")
                .httpOnly(true)
                .secure(secure)
                .sameSite(SameSite.Strict)
                .maxAge(WORKING_DAY);
    }
}
