package org.meterline.ingest;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Twilio's signature of a webhook: Base64 of HMAC-SHA1, under the account's auth token, of the URL that was called and every
 * field's name and value, sorted by name. A repeated field counts each distinct value once, in order, as Twilio's own
 * validators do. A JSON body is signed through its SHA-256 in the URL's {@code bodySHA256} instead.
 */
final class TwilioSignature {

    private static final Pattern URL = Pattern.compile("(https?)://(\\[[^\\]]*\\]|[^/?#:]*)(:\\d+)?(.*)");
    private static final Pattern BODY_HASH = Pattern.compile("[?&]bodySHA256=([0-9a-fA-F]{64})(?:&|$)");

    private TwilioSignature() {}

    /**
     * Whether a signature is what one of the tokens gives. Every comparison takes the same time, and no tokens means no.
     *
     * @param url what Twilio called, query included
     * @param form the fields of a form body; empty for JSON
     * @param body the raw body, for {@code bodySHA256}
     */
    static boolean matches(String signature, String url, Form form, byte[] body, List<String> tokens) {
        var hash = BODY_HASH.matcher(url);
        var isHashed = hash.find();
        if (isHashed && !equal(hash.group(1), sha256(body))) {
            return false;
        }
        var signed = isHashed ? new Form(List.of()) : form;
        var matched = false;
        for (var token : tokens) {
            for (var variant : portVariants(url)) {
                matched |= equal(signature, of(variant, signed, token));
            }
        }
        return matched;
    }

    /** The signature of exactly this URL and these fields. */
    static String of(String url, Form form, String token) {
        var values = new TreeMap<String, Set<String>>();
        for (var field : form.fields()) {
            values.computeIfAbsent(field.name(), name -> new TreeSet<>())
                    .add(field.value().value());
        }
        var signed = new StringBuilder(url);
        values.forEach((name, distinct) ->
                distinct.forEach(value -> signed.append(name).append(value)));
        try {
            var hmac = Mac.getInstance("HmacSHA1");
            hmac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder()
                    .encodeToString(hmac.doFinal(signed.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HmacSHA1", impossible);
        }
    }

    /** Whether a URL carries the hash of a JSON body. */
    static boolean hashesBody(String url) {
        return BODY_HASH.matcher(url).find();
    }

    /** The URL as it is, and with or without its port: Twilio has signed all of these in its time. */
    private static Set<String> portVariants(String url) {
        var variants = new LinkedHashSet<>(List.of(url));
        var match = URL.matcher(url);
        if (match.matches()) {
            var origin = match.group(1) + "://" + match.group(2);
            variants.add(origin + match.group(4));
            if (match.group(3) == null) {
                variants.add(origin + (match.group(1).equals("https") ? ":443" : ":80") + match.group(4));
            }
        }
        return variants;
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static boolean equal(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
