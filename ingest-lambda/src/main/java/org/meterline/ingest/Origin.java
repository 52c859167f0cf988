package org.meterline.ingest;

import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A web origin: scheme, host, port. Two are equal when they are the same origin; nothing is matched by suffix.
 *
 * @param host lower case; an IPv6 address without its brackets
 */
record Origin(String scheme, String host, int port) {

    /** The origin of a URL; empty for one that is no plain http or https URL, or that carries a user. */
    static Optional<Origin> of(URI url) {
        var scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        var isHttp = scheme.equals("https") || scheme.equals("http");
        if (!isHttp || url.getHost() == null || url.getRawUserInfo() != null) {
            return Optional.empty();
        }
        var host = url.getHost().toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", "");
        var port = url.getPort() >= 0 ? url.getPort() : scheme.equals("https") ? 443 : 80;
        return Optional.of(new Origin(scheme, host, port));
    }

    /** An origin as an operator writes it, {@code https://mms.twiliocdn.com}. */
    static Origin parse(String text) {
        try {
            var url = URI.create(text);
            var isBare = url.getRawPath() == null
                    || url.getRawPath().isEmpty()
                    || url.getRawPath().equals("/");
            if (isBare && url.getRawQuery() == null && url.getRawFragment() == null) {
                return of(url).orElseThrow(() -> new IllegalArgumentException("no host"));
            }
        } catch (IllegalArgumentException notAnUrl) {
            throw new IllegalStateException("not an origin like https://host: " + text, notAnUrl);
        }
        throw new IllegalStateException("an origin has no path, query or fragment: " + text);
    }

    boolean isTls() {
        return scheme.equals("https");
    }

    /** The address, where the host is written as one; null where it is a name that must be resolved. */
    @Nullable
    InetAddress literal() {
        try {
            return InetAddress.ofLiteral(host);
        } catch (IllegalArgumentException aName) {
            return null;
        }
    }

    /** The value of the Host header. */
    String authority() {
        var bracketed = host.contains(":") ? "[" + host + "]" : host;
        return port == (isTls() ? 443 : 80) ? bracketed : bracketed + ":" + port;
    }
}
