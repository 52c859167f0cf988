package org.meterline.simulator.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Comparator;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.meterline.simulator.http.Parameters;

/** The value of {@code X-Twilio-Signature}: base64 of HMAC-SHA1 over the address and the sorted parameters. */
public final class Signature {

    public static final String HEADER = "X-Twilio-Signature";

    private Signature() {}

    /**
     * Signs a form.
     *
     * @param token the account's primary token
     * @param url the address exactly as Twilio was given it, without a fragment
     */
    public static String of(String token, String url, Parameters form) {
        var signed = new StringBuilder(url);
        var names = new TreeSet<String>(Comparator.naturalOrder());
        form.list().forEach(parameter -> names.add(parameter.name()));
        for (var name : names) {
            form.all(name).stream()
                    .distinct()
                    .sorted()
                    .forEach(value -> signed.append(name).append(value));
        }
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(token.getBytes(UTF_8), "HmacSHA1"));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(signed.toString().getBytes(UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has HmacSHA1", missing);
        }
    }
}
