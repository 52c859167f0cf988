package org.meterline.simulator.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.meterline.simulator.chat.Message.Delivery;
import org.meterline.simulator.http.Parameters;

/**
 * Calls webhooks as Twilio does: signed for the public address, sent to where that address really is, tried once more when
 * no connection comes about, given up after 15 seconds in all.
 */
public final class WebhookClient implements AutoCloseable {

    public static final String IDEMPOTENCY_TOKEN = "I-Twilio-Idempotency-Token";

    /** Twilio: the webhook did not answer, or not with success. */
    public static final int HTTP_FAILURE = 11200;

    /** Twilio: the webhook answered with something that is not TwiML. */
    public static final int NOT_TWIML = 12300;

    private static final int ANSWER_BYTES_MAX = 64 * 1024;

    private final String publicBaseUrl;
    private final String realBaseUrl;
    private final Calls calls = new Calls();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    /**
     * Calls addresses below the public one at the real one.
     *
     * @param publicBaseUrl what Twilio was told, without a slash at the end
     * @param realBaseUrl where that is on this machine
     */
    public WebhookClient(String publicBaseUrl, String realBaseUrl) {
        this.publicBaseUrl = publicBaseUrl;
        this.realBaseUrl = realBaseUrl;
    }

    /** How the calls so far were taken. */
    public Calls calls() {
        return calls;
    }

    /** One webhook, as often as it takes. @param url the public address; its fragment may hold {@link Overrides} */
    public Delivery call(String url, String token, Parameters form, String idempotencyToken)
            throws InterruptedException {
        var hash = url.indexOf('#');
        var signedUrl = hash < 0 ? url : url.substring(0, hash);
        var overrides = Overrides.of(hash < 0 ? "" : url.substring(hash + 1));
        var request = HttpRequest.newBuilder(real(signedUrl))
                .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
                .header("User-Agent", "TwilioProxy/1.1")
                .header("Accept", "*/*")
                .header(Signature.HEADER, Signature.of(token, signedUrl, form))
                .header(IDEMPOTENCY_TOKEN, idempotencyToken)
                .POST(BodyPublishers.ofString(form.encoded(), UTF_8));
        var started = System.nanoTime();
        var attempts = 0;
        while (true) {
            attempts++;
            var left = overrides.total().minusNanos(System.nanoTime() - started);
            var answer = attempt(request, shorter(left, overrides.read()));
            var spent = Duration.ofNanos(System.nanoTime() - started);
            var more = attempts <= overrides.retries()
                    && spent.compareTo(overrides.total()) < 0
                    && answer.worthRetry(overrides);
            if (!more) {
                var delivery = new Delivery(answer.httpStatus(), attempts, answer.errorCode(), spent.toMillis());
                calls.ended(
                        form.find("MessageSid").orElse(""),
                        form.find("MessageStatus").isPresent(),
                        delivery,
                        Instant.now());
                return delivery;
            }
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private URI real(String url) {
        return URI.create(
                url.startsWith(publicBaseUrl + "/") ? realBaseUrl + url.substring(publicBaseUrl.length()) : url);
    }

    private static Duration shorter(Duration one, Duration other) {
        var least = Duration.ofMillis(1);
        var shorter = one.compareTo(other) < 0 ? one : other;
        return shorter.compareTo(least) < 0 ? least : shorter;
    }

    private Answer attempt(HttpRequest.Builder request, Duration patience) throws InterruptedException {
        try {
            var response = http.send(request.timeout(patience).build(), BodyHandlers.ofInputStream());
            try (var body = response.body()) {
                var contentType = response.headers().firstValue("Content-Type").orElse("");
                return new Answer(response.statusCode(), "", judged(response.statusCode(), contentType, body));
            }
        } catch (HttpConnectTimeoutException | ConnectException unreachable) {
            return new Answer(0, "ct", HTTP_FAILURE);
        } catch (IOException broken) {
            return new Answer(0, "rt", HTTP_FAILURE);
        }
    }

    private static @Nullable Integer judged(int status, String contentType, InputStream body) throws IOException {
        if (status < 200 || status > 299) {
            return HTTP_FAILURE;
        }
        var empty = body.readNBytes(ANSWER_BYTES_MAX).length == 0;
        return empty || contentType.toLowerCase(Locale.ROOT).matches("(text|application)/xml.*|text/(plain|html).*")
                ? null
                : NOT_TWIML;
    }

    private record Answer(
            int httpStatus, String failure, @Nullable Integer errorCode) {
        boolean worthRetry(Overrides overrides) {
            if (errorCode == null || errorCode == NOT_TWIML) {
                return false;
            }
            return failure.isEmpty()
                    ? overrides.retries(httpStatus)
                    : overrides.retried().contains(failure);
        }
    }
}
