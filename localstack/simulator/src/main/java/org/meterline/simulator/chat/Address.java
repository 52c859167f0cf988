package org.meterline.simulator.chat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.regex.Pattern;
import org.meterline.contracts.Channel;

/**
 * Where a message comes from or goes to, as Twilio writes it: {@code whatsapp:+27831234567}, or {@code +27831234567} for SMS.
 *
 * @param number in E.164
 */
public record Address(Channel channel, String number) {

    private static final Pattern WIRE = Pattern.compile("(whatsapp:)?(\\+[1-9]\\d{6,14})");

    /** Reads an address; empty for anything else. */
    public static Optional<Address> parse(String wire) {
        var match = WIRE.matcher(wire.strip());
        if (!match.matches()) {
            return Optional.empty();
        }
        return Optional.of(new Address(match.group(1) == null ? Channel.SMS : Channel.WHATSAPP, match.group(2)));
    }

    @JsonCreator
    static Address ofWire(String wire) {
        return parse(wire).orElseThrow(() -> new IllegalArgumentException("not an address"));
    }

    @JsonValue
    public String wire() {
        return channel == Channel.WHATSAPP ? "whatsapp:" + number : number;
    }

    /** A phone number does not belong in a log. */
    @Override
    public String toString() {
        return channel.name();
    }
}
