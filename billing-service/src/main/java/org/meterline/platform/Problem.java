package org.meterline.platform;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was not done, as RFC 9457 has it ({@code application/problem+json}).
 *
 * @param type what kind of problem it is: {@code urn:meterline:problem:} and the code
 * @param title the same for people
 * @param status the HTTP status
 * @param code a stable word for programs, {@code unknown-account}
 * @param detail what was wrong this time; never personal data
 * @param errors one entry per field that was wrong
 */
@Serdeable
public record Problem(
        String type,
        String title,
        int status,
        String code,
        @Nullable String detail,
        List<FieldError> errors) {

    /** One field that was wrong, and why. */
    @Serdeable
    public record FieldError(String field, String message) {}

    /** An answer that says so. */
    public static MutableHttpResponse<Problem> answer(HttpStatus status, String code, @Nullable String detail) {
        return answer(status, code, detail, List.of());
    }

    /** An answer that says which fields were wrong. */
    public static MutableHttpResponse<Problem> answer(
            HttpStatus status, String code, @Nullable String detail, List<FieldError> errors) {
        var problem = new Problem(
                "urn:meterline:problem:" + code, status.getReason(), status.getCode(), code, detail, errors);
        return io.micronaut.http.HttpResponse.<Problem>status(status)
                .body(problem)
                .contentType(MediaType.APPLICATION_JSON_PROBLEM);
    }
}
