package org.meterline.ingest;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * What is done before a SnapStart checkpoint, so that it need not be done in a customer's first request: a made-up webhook is
 * parsed, signed and turned into its event. It touches nothing outside the process.
 */
final class Priming implements Resource {

    private static final Priming ONLY = new Priming(); // the context holds it weakly
    private static final String SAMPLE =
            "AccountSid=AC00000000000000000000000000000001&Body=1234&From=whatsapp%3A%2B27831234567"
                    + "&MessageSid=SM00000000000000000000000000000002&NumMedia=0&To=whatsapp%3A%2B14155238886&WaId=27831234567";
    private static final String EVENT = "{\"httpMethod\":\"POST\",\"path\":\"/webhook\",\"headers\":{},\"body\":\"\"}";

    private Priming() {}

    static void register() {
        Core.getGlobalContext().register(ONLY);
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) throws Exception {
        prime();
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        // nothing was open
    }

    /** The bytes of the event that the sample becomes. */
    static int prime() throws Exception {
        var route = Route.in("/webhooks/twilio/whatsapp").orElseThrow();
        var form = Form.of(SAMPLE).orElseThrow();
        var signature = TwilioSignature.of("https://example.com", form, "token");
        var body = SAMPLE.getBytes(StandardCharsets.UTF_8);
        var isSigned = TwilioSignature.matches(signature, "https://example.com", form, body, List.of("token"));
        var request = GatewayRequest.parse(new ByteArrayInputStream(EVENT.getBytes(StandardCharsets.UTF_8)));
        var inbound = InboundParser.parse(route, form).orElseThrow();
        var message = Message.received(inbound, route, SAMPLE, Instant.EPOCH);
        var event = EventJson.write(PublishMessage.eventOf(message));
        return isSigned && request.isPresent() ? event.length : 0;
    }
}
