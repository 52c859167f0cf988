package org.meterline.simulator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.twilio.security.RequestValidator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.meterline.simulator.http.Parameters;
import org.meterline.simulator.http.Parameters.Parameter;

class SignatureTest {

    private static final String INBOUND =
            "AccountSid=AC00000000000000000000000000000001&ApiVersion=2010-04-01&Body=&ChannelMetadata=%7B%22type%22%3A%22whatsapp%22%2C%22data%22%3A%7B%22context%22%3A%7B%22ProfileName%22%3A%22Thandi+M%22%2C%22WaId%22%3A%2227831234567%22%7D%7D%7D&From=whatsapp%3A%2B27831234567&MediaContentType0=image%2Fjpeg&MediaUrl0=https%3A%2F%2Fapi.twilio.com%2F2010-04-01%2FAccounts%2FAC00000000000000000000000000000001%2FMessages%2FMM00000000000000000000000000000002%2FMedia%2FME00000000000000000000000000000003&MessageSid=MM00000000000000000000000000000002&MessageType=image&NumMedia=1&NumSegments=1&ProfileName=Thandi+M&ReferralNumMedia=0&SmsMessageSid=MM00000000000000000000000000000002&SmsSid=MM00000000000000000000000000000002&SmsStatus=received&To=whatsapp%3A%2B14155238886&WaId=27831234567";

    @Test
    void signs_the_sdks_own_example() {
        var form = Parameters.parse(
                "CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212");

        assertThat(Signature.of("12345", "https://mycompany.com/myapp.php?foo=1&bar=2", form))
                .isEqualTo("RSOYDt4T1cUTdK1PDd93/VVr8B8=");
    }

    @Test
    void signs_a_whatsapp_photo_with_its_blank_body() {
        assertThat(Signature.of(
                        "test_auth_token_0000000000000000",
                        "https://hooks.example.com/prod/webhooks/twilio/whatsapp",
                        Parameters.parse(INBOUND)))
                .isEqualTo("XB+oK9jCtzS/FPoxy2pe1JmE1yk=");
    }

    @Test
    void twilios_library_accepts_whatever_is_signed() {
        var random = new Random(7);
        for (var round = 0; round < 200; round++) {
            var map = new HashMap<String, String>();
            for (var i = random.nextInt(12); i > 0; i--) {
                map.put(text(random, 12), text(random, 40));
            }
            var parameters = new ArrayList<Parameter>();
            map.forEach((name, value) -> parameters.add(new Parameter(name, value)));
            var signature = Signature.of("token", "https://example.com/webhooks?x=1", Parameters.of(parameters));

            assertThat(new RequestValidator("token").validate("https://example.com/webhooks?x=1", map, signature))
                    .isTrue();
            assertThat(new RequestValidator("other").validate("https://example.com/webhooks?x=1", map, signature))
                    .isFalse();
        }
    }

    private static String text(Random random, int lengthMax) {
        return random.ints(random.nextInt(1, lengthMax), ' ', 0x2000)
                .filter(Character::isDefined)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
