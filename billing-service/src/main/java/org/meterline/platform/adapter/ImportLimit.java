package org.meterline.platform.adapter;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import org.jspecify.annotations.Nullable;
import org.meterline.platform.Problem;

/**
 * Refuses a file that says that it is too large before any of it is read. The server's own limit stops one that does not say
 * so, but only by silence.
 */
@ServerFilter("/api/imports/**")
class ImportLimit {

    private static final long BYTES_MAX = 10L << 20;

    @RequestFilter
    @Nullable
    HttpResponse<?> refuse(HttpRequest<?> request) {
        return request.getContentLength() > BYTES_MAX
                ? Problem.answer(HttpStatus.REQUEST_ENTITY_TOO_LARGE, "too-large", "at most 10 MB in one file")
                        .header("Connection", "close")
                : null;
    }
}
