package org.meterline.simulator.webhook;

import static org.meterline.contracts.Channel.WHATSAPP;

import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import org.meterline.simulator.chat.Message;
import org.meterline.simulator.http.Json;
import org.meterline.simulator.http.Parameters;
import org.meterline.simulator.http.Parameters.Parameter;

/** The form of an inbound message, field by field as seen in Twilio's real calls; the message's own fields go over it. */
final class InboundForm {

    private InboundForm() {}

    /** @param mediaOrigin where media are fetched, {@code https://api.twilio.com} in reality */
    static Parameters of(Message message, String mediaOrigin) {
        var content = message.content();
        var form = new TreeMap<String, String>();
        form.put("AccountSid", message.accountSid());
        form.put("ApiVersion", "2010-04-01");
        form.put("Body", content.body());
        form.put("From", message.from().wire());
        form.put("MessageSid", message.sid());
        form.put("NumMedia", Integer.toString(content.media().size()));
        form.put("NumSegments", "1");
        form.put("SmsMessageSid", message.sid());
        form.put("SmsSid", message.sid());
        form.put("SmsStatus", "received");
        form.put("To", message.to().wire());
        for (var i = 0; i < content.media().size(); i++) {
            var media = content.media().get(i);
            form.put("MediaContentType" + i, media.contentType());
            form.put("MediaUrl" + i, mediaOrigin + path(message, media));
        }
        if (message.from().channel() == WHATSAPP) {
            addWhatsApp(form, message);
        }
        form.putAll(content.fields());
        var parameters = new ArrayList<Parameter>();
        form.forEach((name, value) -> parameters.add(new Parameter(name, value)));
        return Parameters.of(parameters);
    }

    private static String path(Message message, Message.Media media) {
        return "/2010-04-01/Accounts/" + message.accountSid() + "/Messages/" + message.sid() + "/Media/" + media.sid();
    }

    private static void addWhatsApp(Map<String, String> form, Message message) {
        var profileName = message.content().fields().getOrDefault("ProfileName", "");
        var waId = message.from().number().substring(1);
        form.put(
                "ChannelMetadata",
                Json.write(Map.of(
                        "type",
                        "whatsapp",
                        "data",
                        Map.of("context", new TreeMap<>(Map.of("ProfileName", profileName, "WaId", waId))))));
        form.put("MessageType", messageType(message));
        form.put("ProfileName", profileName);
        form.put("ReferralNumMedia", "0");
        form.put("WaId", waId);
    }

    private static String messageType(Message message) {
        var media = message.content().media();
        if (media.isEmpty()) {
            return "text";
        }
        var kind = media.getFirst().contentType().replaceFirst("/.*", "");
        return kind.matches("image|video|audio") ? kind : "document";
    }
}
