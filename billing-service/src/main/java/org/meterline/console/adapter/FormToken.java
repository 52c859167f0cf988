package org.meterline.console.adapter;

import io.micronaut.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What proves that a form was ours: a code made of the sign-in cookie, which other sites can neither read nor send. Needs no
 * memory, so every instance of the service knows every other's forms.
 */
final class FormToken {

    /** The name of the hidden field. */
    static final String FIELD = "token";

    private static final String SIGN_IN_COOKIE = "meterline_key";
    private static final String HMAC = "HmacSHA256";

    private FormToken() {}

    /** The token for the forms of whoever asks; empty text for those without a cookie, whose forms are refused. */
    static String of(HttpRequest<?> request) {
        return expected(request).orElse("");
    }

    /** Whether a form that came in was ours. */
    static boolean proves(HttpRequest<?> request, String token) {
        return expected(request)
                .filter(expected -> MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8)))
                .isPresent();
    }

    private static Optional<String> expected(HttpRequest<?> request) {
        return request.getCookies()
                .findCookie(SIGN_IN_COOKIE)
                .filter(cookie -> !cookie.getValue().isBlank())
                .map(cookie -> code(cookie.getValue()));
    }

    private static String code(String secret) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal("meterline console form".getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
