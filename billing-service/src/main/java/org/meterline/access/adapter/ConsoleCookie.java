package org.meterline.access.adapter;

import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.security.token.reader.TokenReader;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * The key in a browser's cookie, on the console's pages only. The cookie travels to this site from this site alone
 * ({@code SameSite=Strict}); what changes something must also say that it comes from here, where the browser says so at all.
 */
@Singleton
final class ConsoleCookie implements TokenReader<HttpRequest<?>> {

    @Override
    public Optional<String> findToken(HttpRequest<?> request) {
        if (!request.getPath().startsWith("/console") || comesFromElsewhere(request)) {
            return Optional.empty();
        }
        return request.getCookies().findCookie(SignInPage.KEY_COOKIE).map(Cookie::getValue);
    }

    private static boolean comesFromElsewhere(HttpRequest<?> request) {
        var site = request.getHeaders().get("Sec-Fetch-Site");
        return request.getMethod() != HttpMethod.GET && site != null && !site.equals("same-origin");
    }
}
