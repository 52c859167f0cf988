package org.meterline.stack.supervisor;

import java.util.Map;

/**
 * What a person may change about the system on one machine, by environment variables.
 *
 * @param sweepSeconds how often the sweeper looks for messages that were left half-way, {@code METERLINE_SWEEP_SECONDS}
 * @param reconcileSeconds how often Twilio's messages are compared with ours, {@code METERLINE_RECONCILE_SECONDS}
 * @param readers how many photos are read at once, {@code METERLINE_READERS}
 * @param receivers how many webhooks are worked on at once, {@code METERLINE_RECEIVERS}
 * @param chatMessages how many messages the simulated Twilio remembers, {@code METERLINE_CHAT_MESSAGES}
 * @param photoSeconds how long a photo in hand is kept from others, {@code METERLINE_PHOTO_SECONDS}
 * @param tablesSurvive whether DynamoDB's tables outlive its process; else they are quicker, {@code METERLINE_TABLES_SURVIVE}
 * @param classArchives whether processes keep archives of loaded classes to start quicker, {@code METERLINE_CLASS_ARCHIVES}
 */
public record Settings(
        int sweepSeconds,
        int reconcileSeconds,
        int readers,
        int receivers,
        int chatMessages,
        int photoSeconds,
        boolean tablesSurvive,
        boolean classArchives) {

    private static final int SWEEP_SECONDS = 60;
    private static final int RECONCILE_SECONDS = 60;
    private static final int READERS = 2;
    private static final int RECEIVERS = 2;
    private static final int CHAT_MESSAGES = 20_000;
    private static final int PHOTO_SECONDS = 90;

    public static Settings from(Map<String, String> environment) {
        return new Settings(
                number(environment, "METERLINE_SWEEP_SECONDS", SWEEP_SECONDS),
                number(environment, "METERLINE_RECONCILE_SECONDS", RECONCILE_SECONDS),
                number(environment, "METERLINE_READERS", READERS),
                number(environment, "METERLINE_RECEIVERS", RECEIVERS),
                number(environment, "METERLINE_CHAT_MESSAGES", CHAT_MESSAGES),
                number(environment, "METERLINE_PHOTO_SECONDS", PHOTO_SECONDS),
                !"off".equals(environment.get("METERLINE_TABLES_SURVIVE")),
                !"off".equals(environment.get("METERLINE_CLASS_ARCHIVES")));
    }

    /** A variable that is a positive number, or what it is unless given. @throws StartException when it is something else */
    public static int number(Map<String, String> environment, String name, int standard) {
        var value = environment.get(name);
        if (value == null || value.isBlank()) {
            return standard;
        }
        if (!value.matches("[1-9]\\d{0,6}")) {
            throw new StartException(name + " must be a number from 1 to 9999999");
        }
        return Integer.parseInt(value);
    }
}
