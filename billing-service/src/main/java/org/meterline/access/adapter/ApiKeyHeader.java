package org.meterline.access.adapter;

import io.micronaut.http.HttpRequest;
import io.micronaut.security.token.reader.TokenReader;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The key in {@code X-Api-Key}, for those who cannot set {@code Authorization}. */
@Singleton
final class ApiKeyHeader implements TokenReader<HttpRequest<?>> {

    @Override
    public Optional<String> findToken(HttpRequest<?> request) {
        return request.getHeaders().findFirst("X-Api-Key");
    }
}
