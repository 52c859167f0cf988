package org.meterline.simulator.chat;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Twilio's ids: two letters and 32 hex digits. Random even where the rest is seeded, for they must differ over restarts. */
public final class Sid {

    /** Of messages: {@code SM}, or {@code MM} when they carry media. */
    public static final Pattern MESSAGE = Pattern.compile("(SM|MM)[0-9a-fA-F]{32}");

    public static final Pattern ACCOUNT = Pattern.compile("AC[0-9a-fA-F]{32}");
    public static final Pattern CONTENT = Pattern.compile("HX[0-9a-fA-F]{32}");
    public static final Pattern MESSAGING_SERVICE = Pattern.compile("MG[0-9a-fA-F]{32}");
    public static final Pattern MEDIA = Pattern.compile("ME[0-9a-fA-F]{32}");

    private static final SecureRandom RANDOM = new SecureRandom();

    private Sid() {}

    /** A new id. @param prefix such as {@code SM} */
    public static String fresh(String prefix) {
        var bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return prefix + HexFormat.of().formatHex(bytes);
    }
}
