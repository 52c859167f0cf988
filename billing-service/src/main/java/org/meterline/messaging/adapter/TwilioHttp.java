package org.meterline.messaging.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.twilio.exception.ApiException;
import com.twilio.http.HttpClient;
import com.twilio.http.HttpMethod;
import com.twilio.http.Request;
import com.twilio.http.Response;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.BasicHeader;
import org.jspecify.annotations.Nullable;

/**
 * Carries twilio-java's requests by {@code java.net.http}: with limits on time, to an origin that can be a simulator's, never
 * twice, and telling apart whether the provider was reached.
 */
final class TwilioHttp extends HttpClient implements AutoCloseable {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);

    private final java.net.http.HttpClient client;
    private final URI origin;
    private final Duration callLimit;

    /** A call that ended without an answer. */
    static final class NoAnswer extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final boolean reached;

        NoAnswer(String why, boolean reached) {
            super(why);
            this.reached = reached;
        }

        /** Whether the provider may have got the request. */
        boolean reached() {
            return reached;
        }
    }

    /** The answer to a call too many, with how long the provider wants us to wait. */
    static final class TooMany extends ApiException {

        private static final long serialVersionUID = 1L;

        private final @Nullable Duration retryAfter;

        TooMany(@Nullable Integer code, @Nullable Duration retryAfter) {
            super("too many requests", code, null, TOO_MANY_REQUESTS, TOO_MANY_REQUESTS, null, null, null);
            this.retryAfter = retryAfter;
        }

        @Nullable
        Duration retryAfter() {
            return retryAfter;
        }
    }

    TwilioHttp(URI origin, Duration callLimit) {
        this.origin = origin;
        this.callLimit = callLimit;
        this.client = java.net.http.HttpClient.newBuilder()
                .version(java.net.http.HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_LIMIT)
                .followRedirects(java.net.http.HttpClient.Redirect.NEVER)
                .build();
    }

    /** Once: the library's own retries could send a message twice. */
    @Override
    public Response reliableRequest(Request request, int[] retryCodes, int retries, long delayMillis) {
        return makeRequest(request);
    }

    @Override
    public Response makeRequest(Request request) {
        try {
            var answer = client.send(asHttp(request), BodyHandlers.ofString());
            if (answer.statusCode() == TOO_MANY_REQUESTS) {
                throw new TooMany(code(answer.body()), RetryAfter.of(answer.headers()));
            }
            return new Response(answer.body(), answer.statusCode(), headers(answer));
        } catch (ConnectException | HttpConnectTimeoutException unreachable) {
            throw new NoAnswer("the provider was not reached", false);
        } catch (IOException broken) {
            throw new NoAnswer("the connection ended with " + broken.getClass().getSimpleName(), true);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new NoAnswer("the call was interrupted", true);
        }
    }

    private HttpRequest asHttp(Request request) {
        var http = HttpRequest.newBuilder(
                        moved(URI.create(request.constructURL().toString())))
                .timeout(callLimit)
                .header("Accept", "application/json");
        if (request.requiresAuthentication()) {
            http.header("Authorization", request.getAuthString());
        }
        if (request.getMethod() == HttpMethod.POST) {
            http.header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(request.encodeFormBody(), StandardCharsets.UTF_8));
        } else {
            http.method(request.getMethod().toString(), BodyPublishers.noBody());
        }
        return http.build();
    }

    private URI moved(URI address) {
        var query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        return URI.create(origin + address.getRawPath() + query);
    }

    private static @Nullable Integer code(String body) {
        try {
            var code = JSON.readTree(body).path("code");
            return code.isInt() ? code.intValue() : null;
        } catch (JsonProcessingException foreign) {
            return null;
        }
    }

    private static Header[] headers(HttpResponse<?> answer) {
        return answer.headers().map().entrySet().stream()
                .flatMap(header -> header.getValue().stream().map(value -> new BasicHeader(header.getKey(), value)))
                .toArray(Header[]::new);
    }

    @Override
    public void close() {
        client.close();
    }
}
