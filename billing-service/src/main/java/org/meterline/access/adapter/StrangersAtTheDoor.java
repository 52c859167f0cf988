package org.meterline.access.adapter;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.security.authentication.AuthorizationException;
import io.micronaut.security.authentication.DefaultAuthorizationExceptionHandler;
import jakarta.inject.Singleton;
import java.net.URI;
import org.meterline.platform.Problem;

/** What those are told who may not come in: programs a problem, people at the console where to sign in. */
@Singleton
@Replaces(DefaultAuthorizationExceptionHandler.class)
final class StrangersAtTheDoor implements ExceptionHandler<AuthorizationException, MutableHttpResponse<?>> {

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public MutableHttpResponse<?> handle(HttpRequest request, AuthorizationException refusal) {
        if (refusal.isForbidden()) {
            return Problem.answer(HttpStatus.FORBIDDEN, "forbidden", "this key's role may not do that");
        }
        if (request.getPath().startsWith("/console")) {
            return HttpResponse.seeOther(URI.create("/console/sign-in"));
        }
        return Problem.answer(
                        HttpStatus.UNAUTHORIZED, "unauthorized", "send an API key that is in use, for its own tenant")
                .header("WWW-Authenticate", "Bearer");
    }
}
