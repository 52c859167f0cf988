package org.meterline.ingest;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * A fuzz target: whatever bytes come as a webhook's body, they are a message that can be kept and understood again, or they are
 * refused. {@code -Dfuzz.seconds=600} makes the run at the end of {@code verify} a long one.
 */
public final class FormFuzz {

    private static final List<Route> ROUTES = List.of(
            Samples.WHATSAPP,
            Route.in("/webhook").orElseThrow(),
            Route.in("/webhooks/twilio/status/our-id").orElseThrow());

    private FormFuzz() {}

    /** What the fuzzer calls first: one of each kind, so that loading classes counts for no input's time. */
    public static void fuzzerInitialize() {
        fuzzerTestOneInput(Samples.PHOTO_BODY.getBytes(StandardCharsets.UTF_8));
        fuzzerTestOneInput("{\"Body\":\"x\"}".getBytes(StandardCharsets.UTF_8));
    }

    /** What the fuzzer calls with every input. */
    public static void fuzzerTestOneInput(byte[] body) {
        var raw = Form.utf8(body);
        var form = raw == null ? null : Form.of(raw).orElse(null);
        if (raw == null || form == null) {
            return;
        }
        var signature = TwilioSignature.of(Samples.BASE_URL, form, Samples.TOKEN);
        holds(
                TwilioSignature.matches(signature, Samples.BASE_URL, form, body, List.of(Samples.TOKEN)),
                "its signature");
        holds(!TwilioSignature.matches(signature, Samples.BASE_URL, form, body, List.of("another")), "one token only");
        for (var route : ROUTES) {
            InboundParser.parse(route, form).ifPresent(inbound -> {
                var message = Message.received(inbound, route, raw, Samples.NOW);
                holds(!message.parts().isEmpty(), "a part at least");
                var again = MessageItem.messageIn(MessageItem.of(message, Duration.ofDays(1), Samples.NOW));
                holds(again.filter(message::equals).isPresent(), "what is kept comes back as it was");
                var event = new String(EventJson.write(PublishMessage.eventOf(message)), StandardCharsets.UTF_8);
                holds(event.length() < 20_000, "an event is small, whatever was said");
            });
        }
    }

    private static void holds(boolean condition, String what) {
        if (!condition) {
            throw new AssertionError("broken: " + what);
        }
    }
}
