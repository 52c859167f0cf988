package org.meterline.ingest;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Webhooks and files as they come in. */
final class Samples {

    static final String ACCOUNT = "AC00000000000000000000000000000001";
    static final String PHOTO_MESSAGE = "MM00000000000000000000000000000002";
    static final String TOKEN = "test_auth_token_0000000000000000";
    static final String BASE_URL = "https://hooks.example.com/prod";
    static final Instant NOW = Instant.parse("2026-11-21T08:15:30Z");
    static final Route WHATSAPP = Route.in("/webhooks/twilio/whatsapp").orElseThrow();

    /** The body that Twilio documents for a photo on WhatsApp; its signature is known. */
    static final String PHOTO_BODY = "AccountSid=AC00000000000000000000000000000001&ApiVersion=2010-04-01&Body="
            + "&ChannelMetadata=%7B%22type%22%3A%22whatsapp%22%2C%22data%22%3A%7B%22context%22%3A%7B%22ProfileName%22%3A"
            + "%22Thandi+M%22%2C%22WaId%22%3A%2227831234567%22%7D%7D%7D&From=whatsapp%3A%2B27831234567"
            + "&MediaContentType0=image%2Fjpeg&MediaUrl0=https%3A%2F%2Fapi.twilio.com%2F2010-04-01%2FAccounts%2F"
            + "AC00000000000000000000000000000001%2FMessages%2FMM00000000000000000000000000000002%2FMedia%2F"
            + "ME00000000000000000000000000000003&MessageSid=MM00000000000000000000000000000002&MessageType=image"
            + "&NumMedia=1&NumSegments=1&ProfileName=Thandi+M&ReferralNumMedia=0"
            + "&SmsMessageSid=MM00000000000000000000000000000002&SmsSid=MM00000000000000000000000000000002"
            + "&SmsStatus=received&To=whatsapp%3A%2B14155238886&WaId=27831234567";

    static final byte[] JPEG = HexFormat.of().parseHex("ffd8ffe000104a46494600010100000100010000ffd9");
    static final byte[] PNG = HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452");

    private Samples() {}

    static Form form(String... namesAndValues) {
        return Form.of(body(namesAndValues)).orElseThrow();
    }

    static String body(String... namesAndValues) {
        var body = new StringBuilder();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            body.append(i == 0 ? "" : "&")
                    .append(encode(namesAndValues[i]))
                    .append('=')
                    .append(encode(namesAndValues[i + 1]));
        }
        return body.toString();
    }

    /** A message's body with its usual fields, and more. */
    static String messageBody(String messageSid, String... more) {
        return body("AccountSid", ACCOUNT, "From", "whatsapp:+27831234567", "MessageSid", messageSid)
                + "&" + body("To", "whatsapp:+14155238886", "WaId", "27831234567")
                + (more.length == 0 ? "" : "&" + body(more));
    }

    static Message message(String body) {
        return message(body, WHATSAPP, NOW);
    }

    static Message message(String body, Route route, Instant receivedAt) {
        var inbound = InboundParser.parse(route, Form.of(body).orElseThrow()).orElseThrow();
        return Message.received(inbound, route, body, receivedAt);
    }

    static String sid(String prefix, int number) {
        return prefix + String.format("%032x", number);
    }

    static String mediaPath(String messageSid, int number) {
        return "/2010-04-01/Accounts/" + ACCOUNT + "/Messages/" + messageSid + "/Media/" + sid("ME", number);
    }

    /** A webhook as a REST API hands it over, signed. */
    static GatewayRequest signed(String path, String body) {
        var signature = TwilioSignature.of(BASE_URL + path, Form.of(body).orElseThrow(), TOKEN);
        return new GatewayRequest(
                "POST",
                path,
                "",
                Map.of("x-twilio-signature", signature, "content-type", "application/x-www-form-urlencoded"),
                body.getBytes(StandardCharsets.UTF_8));
    }

    static String names(List<Form.Field> fields) {
        return fields.stream().map(Form.Field::name).collect(Collectors.joining(","));
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
