package org.meterline.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Twilio's API as one account sees it, asked with the account's own token. No token goes anywhere but to its one origin. */
final class TwilioApi {

    private final Origin origin;
    private final TwilioTokens tokens;
    private final GuardedGet http;

    TwilioApi(Origin origin, TwilioTokens tokens, GuardedGet http) {
        this.origin = origin;
        this.tokens = tokens;
        this.http = http;
    }

    Origin origin() {
        return origin;
    }

    /**
     * Gets a resource.
     *
     * @param target path and query
     * @return the first answer that is not 401, because the secondary token may be the one that works while they are rotated;
     *     null when there is none
     */
    @Nullable
    HttpAnswer get(String accountSid, String target, int bytesMax, Deadline deadline) throws IOException {
        for (var token : tokens.of(accountSid)) {
            var credentials = (accountSid + ":" + token).getBytes(StandardCharsets.UTF_8);
            var authorization = "Basic " + Base64.getEncoder().encodeToString(credentials);
            var answer = http.get(origin, target, authorization, bytesMax, deadline);
            if (answer.status() != 401) {
                return answer;
            }
        }
        return null;
    }
}
