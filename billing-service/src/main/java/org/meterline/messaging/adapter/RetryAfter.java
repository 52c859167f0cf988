package org.meterline.messaging.adapter;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The header {@code Retry-After} of an answer (RFC 9110): seconds, or a date, which is taken by the server's own clock. */
final class RetryAfter {

    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofMinutes(10);

    private RetryAfter() {}

    /** How long to wait, within a second and ten minutes; null when it does not say. */
    static @Nullable Duration of(HttpHeaders headers) {
        return headers.firstValue("Retry-After")
                .flatMap(value -> seconds(value).or(() -> until(value, headers)))
                .map(RetryAfter::bounded)
                .orElse(null);
    }

    private static Optional<Duration> seconds(String value) {
        try {
            return Optional.of(Duration.ofSeconds(Integer.parseInt(value.strip())));
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> until(String value, HttpHeaders headers) {
        return headers.firstValue("Date")
                .flatMap(RetryAfter::instant)
                .flatMap(now -> instant(value).map(then -> Duration.between(now, then)));
    }

    private static Optional<Instant> instant(String date) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date.strip())));
        } catch (DateTimeException foreign) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration wanted) {
        if (wanted.compareTo(LEAST) < 0) {
            return LEAST;
        }
        return wanted.compareTo(MOST) > 0 ? MOST : wanted;
    }
}
