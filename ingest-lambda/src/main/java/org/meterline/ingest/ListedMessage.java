package org.meterline.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A customer's message as Twilio's API lists it. It says less than the webhook would have said: no WhatsApp id, no button's
 * payload, no place, no opt-out type; a tap is the words on the button.
 *
 * @param files how many files it has
 * @param sentAt when Twilio received it
 */
record ListedMessage(String accountSid, String sid, String from, String to, Words body, int files, Instant sentAt) {

    private static final String WHATSAPP = "whatsapp:";

    /** Reads one member of the list; empty for what customers did not send, and for what names nobody. */
    static Optional<ListedMessage> of(JsonNode json) {
        var sentAt = time(json.path("date_sent")).or(() -> time(json.path("date_created")));
        var isWhole = json.path("sid").isTextual()
                && json.path("account_sid").isTextual()
                && json.path("from").isTextual()
                && json.path("to").isTextual();
        if (!isWhole || sentAt.isEmpty() || !json.path("direction").asText().equals("inbound")) {
            return Optional.empty();
        }
        return Optional.of(new ListedMessage(
                json.path("account_sid").asText(),
                json.path("sid").asText(),
                json.path("from").asText(),
                json.path("to").asText(),
                new Words(json.path("body").asText("")),
                Math.clamp(json.path("num_media").asInt(0), 0, InboundParser.MEDIA_MAX),
                sentAt.get()));
    }

    private static Optional<Instant> time(JsonNode rfc2822) {
        try {
            return rfc2822.isTextual()
                    ? Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(rfc2822.asText(), Instant::from))
                    : Optional.empty();
        } catch (DateTimeException nonsense) {
            return Optional.empty();
        }
    }

    /** Whom it was sent to, without the channel. */
    String receivingNumber() {
        return to.startsWith(WHATSAPP) ? to.substring(WHATSAPP.length()) : to;
    }

    /** The door that its webhook would have come by. */
    Route route() {
        var channel = to.startsWith(WHATSAPP) || from.startsWith(WHATSAPP) ? "whatsapp" : "sms";
        return Route.in("/webhooks/twilio/" + channel).orElseThrow();
    }

    /** The body that its webhook would have had, as far as that is known. */
    String webhookBody(List<Inbound.Media> media) {
        var body = new StringJoiner("&");
        add(body, "AccountSid", accountSid);
        add(body, "ApiVersion", "2010-04-01");
        add(body, "Body", this.body.value());
        add(body, "From", from);
        for (var i = 0; i < media.size(); i++) {
            add(body, "MediaContentType" + i, media.get(i).contentType());
            add(body, "MediaUrl" + i, media.get(i).url());
        }
        add(body, "MessageSid", sid);
        add(body, "NumMedia", Integer.toString(files));
        add(body, "SmsStatus", "received");
        add(body, "To", to);
        return body.toString();
    }

    private static void add(StringJoiner body, String name, @Nullable String value) {
        if (value != null) {
            body.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }

    /** Neither who wrote nor what. */
    @Override
    public String toString() {
        return sid;
    }
}
