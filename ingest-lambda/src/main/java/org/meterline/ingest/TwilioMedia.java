package org.meterline.ingest;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Media at Twilio. The account's token goes to {@link Setting#TWILIO_API_ORIGIN} and nowhere else, for paths of this account and this
 * message; one redirect is followed, without the token, to an origin from {@link Setting#MEDIA_REDIRECT_ORIGINS}.
 */
final class TwilioMedia implements MediaFiles {

    private static final Logger log = LoggerFactory.getLogger(TwilioMedia.class);
    private static final int BYTES_MAX = 5 * 1024 * 1024;
    private static final Pattern PATH = Pattern.compile(
            "/2010-04-01/Accounts/(AC[0-9a-fA-F]{32})/Messages/((?:SM|MM)[0-9a-fA-F]{32})/Media/ME[0-9a-fA-F]{32}");

    private final TwilioApi api;
    private final Set<Origin> redirectOrigins;
    private final GuardedGet http;

    /** @param http for the redirect, which no token goes along with */
    TwilioMedia(TwilioApi api, Set<Origin> redirectOrigins, GuardedGet http) {
        this.api = api;
        this.redirectOrigins = redirectOrigins;
        this.http = http;
    }

    @Override
    public Fetched fetch(String accountSid, String messageId, String url, Deadline deadline) {
        var path = ownPath(accountSid, messageId, url);
        if (path.isEmpty()) {
            return new Fetched.Gone("the URL is not the message's own media");
        }
        try {
            var first = api.get(accountSid, path.get(), BYTES_MAX, deadline);
            if (first == null) {
                return new Fetched.NotNow("no token of the account is accepted");
            }
            return isRedirect(first.status()) ? redirected(path.get(), first, deadline) : fetched(first);
        } catch (HttpAnswer.TooLarge tooLarge) {
            return new Fetched.Gone("it is larger than " + BYTES_MAX + " bytes");
        } catch (IOException failure) {
            return new Fetched.NotNow(failure.toString());
        }
    }

    private Optional<String> ownPath(String accountSid, String messageId, String url) {
        try {
            var parsed = URI.create(url);
            var isOurs = Origin.of(parsed).filter(api.origin()::equals).isPresent()
                    && parsed.getRawQuery() == null
                    && parsed.getRawFragment() == null;
            var match = PATH.matcher(parsed.getRawPath() == null ? "" : parsed.getRawPath());
            return isOurs
                            && match.matches()
                            && match.group(1).equals(accountSid)
                            && match.group(2).equals(messageId)
                    ? Optional.of(match.group())
                    : Optional.empty();
        } catch (IllegalArgumentException notAnUrl) {
            return Optional.empty();
        }
    }

    private Fetched redirected(String path, HttpAnswer first, Deadline deadline) throws IOException {
        var location = location(path, first);
        var target = location.flatMap(Origin::of);
        if (location.isEmpty() || target.isEmpty() || !redirectOrigins.contains(target.get())) {
            // the operator must hear of a new origin at Twilio's, by its name
            log.error(
                    "a media redirect to {} is refused",
                    target.map(Origin::authority).orElse("nowhere"));
            return new Fetched.NotNow(
                    "it is redirected to an origin that is not allowed"); // until they have allowed it
        }
        var query = location.get().getRawQuery();
        var rawPath = location.get().getRawPath();
        var resource = (rawPath == null || rawPath.isEmpty() ? "/" : rawPath) + (query == null ? "" : "?" + query);
        var second = http.get(target.get(), resource, null, BYTES_MAX, deadline);
        return isRedirect(second.status()) ? new Fetched.Gone("it is redirected twice") : fetched(second);
    }

    private Optional<URI> location(String path, HttpAnswer response) {
        try {
            var base = URI.create(api.origin().scheme() + "://" + api.origin().authority() + path);
            return Optional.ofNullable(response.headers().get("location")).map(base::resolve);
        } catch (IllegalArgumentException notAnUrl) {
            return Optional.empty();
        }
    }

    private static boolean isRedirect(int status) {
        return List.of(301, 302, 303, 307, 308).contains(status);
    }

    private static Fetched fetched(HttpAnswer response) {
        return switch (response.status()) {
            case 200 ->
                response.body().length == 0 ? new Fetched.Gone("it is empty") : new Fetched.File(response.body());
            case 404 -> new Fetched.Missing("the answer is 404");
            case 410 -> new Fetched.Gone("the answer is 410");
            default -> new Fetched.NotNow("the answer is " + response.status());
        };
    }
}
