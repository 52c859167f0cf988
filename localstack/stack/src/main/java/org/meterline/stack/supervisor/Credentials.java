package org.meterline.stack.supervisor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Passwords and tokens of the system on this machine, made up at the first start and kept in a file that only its user can
 * read. None is of use anywhere else.
 *
 * @param adminKey the first API key of the billing service
 * @param databasePassword of the role that the billing service works as
 * @param twilioTokens the simulated Twilio accounts, each with its primary and secondary token
 * @param controlToken what commands show to the supervisor
 */
public record Credentials(
        String adminKey, String databasePassword, Map<String, List<String>> twilioTokens, String controlToken) {

    /** The simulated account that both demo utilities share. */
    static final String ACCOUNT = "AC00000000000000000000000000000001";

    private static final String FILE = "credentials.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Those of a state directory, made up when it has none. */
    public static Credentials of(Home home) {
        var file = home.file(FILE);
        try {
            if (Files.exists(file)) {
                return JSON.readValue(file.toFile(), Credentials.class);
            }
            var made =
                    new Credentials("mk_" + secret(), secret(), Map.of(ACCOUNT, List.of(secret(), secret())), secret());
            home.writePrivate(FILE, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(made));
            return made;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot use " + file, failure);
        }
    }

    /** {@code {"AC…":["primary","secondary"]}}. */
    public String twilioJson() {
        try {
            return JSON.writeValueAsString(new TreeMap<>(twilioTokens));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String toString() {
        return "Credentials";
    }

    private static String secret() {
        var bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
