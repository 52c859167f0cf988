package org.meterline.simulator.webhook;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.meterline.simulator.http.Parameters;

/**
 * How patient Twilio is with a webhook; the address's fragment changes it, {@code #rc=3&rp=all}.
 *
 * @param read for one answer, {@code rt}
 * @param total for all attempts together, {@code tt}
 * @param retries how many further attempts, {@code rc}
 * @param retried which failures are worth one, {@code rp}: {@code 4xx}, {@code 5xx}, {@code ct}, {@code rt}
 */
public record Overrides(Duration read, Duration total, int retries, Set<String> retried) {

    private static final Set<String> ALL = Set.of("4xx", "5xx", "ct", "rt");

    /** Reads an address's fragment, without the {@code #}; what is missing or out of range is Twilio's default. */
    public static Overrides of(String fragment) {
        var given = Parameters.parse(fragment);
        var policy = given.find("rp").orElse("ct");
        return new Overrides(
                Duration.ofMillis(within(given.number("rt", 15_000), 100, 15_000, 15_000)),
                Duration.ofMillis(within(given.number("tt", 15_000), 100, 15_000, 15_000)),
                (int) within(given.number("rc", 1), 0, 5, 1),
                policy.equals("all")
                        ? ALL
                        : Arrays.stream(policy.split(",", -1)).collect(Collectors.toSet()));
    }

    boolean retries(int httpStatus) {
        return httpStatus >= 500 ? retried.contains("5xx") : retried.contains("4xx");
    }

    private static long within(long value, long least, long most, long fallback) {
        return value < least || value > most ? fallback : value;
    }
}
