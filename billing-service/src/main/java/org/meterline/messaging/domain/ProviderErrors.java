package org.meterline.messaging.domain;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What each of the provider's error numbers asks for: a table in a file beside this class, because the provider changes
 * meanings, and a table is changed without touching code. Lines are {@code code,remedy,meaning}.
 */
public final class ProviderErrors {

    private static final String TABLE = "twilio-errors.csv";
    private static final int SERVER_ERROR = 500;
    private static final int TOO_MANY_REQUESTS = 429;

    private final Map<String, Remedy> remedies;

    private ProviderErrors(Map<String, Remedy> remedies) {
        this.remedies = remedies;
    }

    /** The table as shipped. */
    public static ProviderErrors shipped() {
        try (var file = ProviderErrors.class.getResourceAsStream(TABLE)) {
            if (file == null) {
                throw new IllegalStateException(TABLE + " is not on the class path");
            }
            return parse(new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8)));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static ProviderErrors parse(BufferedReader lines) {
        var remedies = new HashMap<String, Remedy>();
        lines.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split(",", 3))
                .forEach(cells -> {
                    if (remedies.put(cells[0].strip(), Remedy.valueOf(cells[1].strip())) != null) {
                        throw new IllegalStateException("error " + cells[0] + " is listed twice");
                    }
                });
        return new ProviderErrors(Map.copyOf(remedies));
    }

    /** The remedy for an error that came with a callback. An unknown one is final: what was refused once stays refused. */
    public Remedy afterCallback(@Nullable String code) {
        return known(code).orElse(Remedy.GIVE_UP);
    }

    /** The remedy for an error that came as the answer to a call. An unknown one is judged by its HTTP status. */
    public Remedy afterCall(@Nullable String code, int httpStatus) {
        return known(code).orElseGet(() -> byStatus(httpStatus));
    }

    private Optional<Remedy> known(@Nullable String code) {
        return code == null ? Optional.empty() : Optional.ofNullable(remedies.get(code));
    }

    private static Remedy byStatus(int httpStatus) {
        if (httpStatus == TOO_MANY_REQUESTS) {
            return Remedy.SLOW_DOWN;
        }
        return httpStatus >= SERVER_ERROR ? Remedy.RETRY : Remedy.GIVE_UP;
    }
}
