package org.meterline.platform.adapter;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.meterline.platform.Problem;

/** Makes a problem of every error that the web layer finds. What went wrong inside stays inside. */
@Singleton
final class ProblemResponses implements ErrorResponseProcessor<Problem> {

    private static final int FIRST_SERVER_ERROR = 500;

    @Override
    public MutableHttpResponse<Problem> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        var status = HttpStatus.valueOf(response.code());
        var code = status.name().toLowerCase(Locale.ROOT).replace('_', '-');
        var problem = new Problem(
                "urn:meterline:problem:" + code,
                status.getReason(),
                status.getCode(),
                code,
                detail(context, status),
                fields(context));
        return response.body(problem).contentType(MediaType.APPLICATION_JSON_PROBLEM);
    }

    private static @Nullable String detail(ErrorContext context, HttpStatus status) {
        if (status.getCode() >= FIRST_SERVER_ERROR
                || violations(context).findAny().isPresent()) {
            return null;
        }
        var messages = context.getErrors().stream().map(Error::getMessage).collect(Collectors.joining("; "));
        return messages.isEmpty() ? null : messages;
    }

    private static List<Problem.FieldError> fields(ErrorContext context) {
        return violations(context)
                .map(violation -> new Problem.FieldError(fieldOf(violation), violation.getMessage()))
                .toList();
    }

    private static Stream<ConstraintViolation<?>> violations(ErrorContext context) {
        return context
                .getRootCause()
                .filter(ConstraintViolationException.class::isInstance)
                .map(ConstraintViolationException.class::cast)
                .stream()
                .flatMap(violated -> violated.getConstraintViolations().stream());
    }

    /** Without the names of our own method and its parameter, which the caller does not know. */
    private static String fieldOf(ConstraintViolation<?> violation) {
        var path = violation.getPropertyPath().toString();
        var names = path.split("\\.", 3);
        return names[names.length - 1];
    }
}
