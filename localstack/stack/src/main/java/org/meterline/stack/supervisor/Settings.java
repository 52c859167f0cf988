package org.meterline.stack.supervisor;

import java.util.Map;
import org.meterline.definition.Pace;

/**
 * What a person may change about the system on one machine, by environment variables.
 *
 * @param pace how quickly it works: {@code METERLINE_SWEEP_SECONDS}, {@code METERLINE_RECONCILE_SECONDS}, {@code METERLINE_READERS},
 *     {@code METERLINE_RECEIVERS}, {@code METERLINE_PHOTO_SECONDS}
 * @param chatMessages how many messages the simulated Twilio remembers, {@code METERLINE_CHAT_MESSAGES}
 * @param tablesSurvive whether DynamoDB's tables outlive its process; else they are quicker, {@code METERLINE_TABLES_SURVIVE}
 * @param classArchives whether processes keep archives of loaded classes to start quicker, {@code METERLINE_CLASS_ARCHIVES}
 */
public record Settings(Pace pace, int chatMessages, boolean tablesSurvive, boolean classArchives) {

    private static final int CHAT_MESSAGES = 20_000;

    public static Settings from(Map<String, String> environment) {
        var standard = Pace.STANDARD;
        return new Settings(
                new Pace(
                        number(environment, "METERLINE_SWEEP_SECONDS", standard.sweepSeconds()),
                        number(environment, "METERLINE_RECONCILE_SECONDS", standard.reconcileSeconds()),
                        number(environment, "METERLINE_READERS", standard.readers()),
                        number(environment, "METERLINE_RECEIVERS", standard.receivers()),
                        number(environment, "METERLINE_PHOTO_SECONDS", standard.photoSeconds())),
                number(environment, "METERLINE_CHAT_MESSAGES", CHAT_MESSAGES),
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
