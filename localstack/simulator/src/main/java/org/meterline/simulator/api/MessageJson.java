package org.meterline.simulator.api;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meterline.simulator.chat.Message;

/** A message as Twilio's API shows it. */
final class MessageJson {

    private static final DateTimeFormatter RFC_2822 = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final int SEGMENT_CHARS = 160;

    private MessageJson() {}

    static Map<String, @Nullable Object> of(Message message) {
        var content = message.content();
        var fate = message.fate();
        var media = message.isInbound()
                ? content.media().size()
                : content.mediaUrls().size();
        var uri = path(message.accountSid()) + "/" + message.sid();
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("account_sid", message.accountSid());
        json.put("api_version", "2010-04-01");
        json.put("body", content.body());
        json.put("date_created", RFC_2822.format(message.createdAt()));
        json.put("date_sent", rfc2822(fate.sentAt()));
        json.put("date_updated", RFC_2822.format(fate.updatedAt()));
        json.put("direction", message.isInbound() ? "inbound" : "outbound-api");
        json.put("error_code", fate.errorCode());
        json.put("error_message", null);
        json.put("from", message.from().wire());
        json.put("messaging_service_sid", message.messagingServiceSid());
        json.put("num_media", Integer.toString(media));
        json.put(
                "num_segments",
                Integer.toString(Math.max(1, Math.ceilDiv(content.body().length(), SEGMENT_CHARS))));
        json.put("price", null);
        json.put("price_unit", null);
        json.put("sid", message.sid());
        json.put("status", fate.status().word());
        json.put("subresource_uris", Map.of("media", uri + "/Media.json"));
        json.put("to", message.to().wire());
        json.put("uri", uri + ".json");
        return json;
    }

    static String path(String accountSid) {
        return "/2010-04-01/Accounts/" + accountSid + "/Messages";
    }

    static @Nullable String rfc2822(@Nullable Instant at) {
        return at == null ? null : RFC_2822.format(at);
    }
}
