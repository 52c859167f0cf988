package org.meterline.ingest;

import io.opentelemetry.api.trace.SpanKind;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.meterline.tracing.Step;
import org.meterline.tracing.Tag;
import org.meterline.tracing.Tracing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receives one webhook: prove that it is Twilio's, understand it, keep it, and go on with it as far as the time allows. */
final class ReceiveWebhook {

    /** What came of it. */
    sealed interface Outcome {
        /** It is kept, now or before. */
        record Received(String messageId) implements Outcome {}

        /**
         * It is not for us, and is not kept.
         *
         * @param status the HTTP status that says so
         * @param why without any of its content
         */
        record Refused(int status, String why) implements Outcome {}
    }

    private static final Logger log = LoggerFactory.getLogger(ReceiveWebhook.class);
    private static final int BODY_BYTES_MAX = 100_000; // twice of it, raw and decoded, must fit into an item of 400 KB

    private final String publicBaseUrl;
    private final TwilioTokens tokens;
    private final KeepMessage keepMessage;
    private final KeepStatus keepStatus;
    private final FinishMessage finishMessage;
    private final Duration finishBudget;
    private final ExecutorService finishing = Executors.newVirtualThreadPerTaskExecutor();

    ReceiveWebhook(
            String publicBaseUrl,
            TwilioTokens tokens,
            KeepMessage keepMessage,
            KeepStatus keepStatus,
            FinishMessage finishMessage,
            Duration finishBudget) {
        this.publicBaseUrl = publicBaseUrl;
        this.tokens = tokens;
        this.keepMessage = keepMessage;
        this.keepStatus = keepStatus;
        this.finishMessage = finishMessage;
        this.finishBudget = finishBudget;
    }

    Outcome receive(GatewayRequest request) {
        var route = Route.in(request.path());
        if (route.isEmpty()) {
            return new Outcome.Refused(404, "no path of ours");
        }
        if (!request.method().equals("POST")) {
            return new Outcome.Refused(405, "not a POST");
        }
        if (request.body().length > BODY_BYTES_MAX) {
            return new Outcome.Refused(413, "a body of " + request.body().length + " bytes");
        }
        var raw = Form.utf8(request.body());
        var form = raw == null ? null : Form.of(raw).orElse(null);
        if (raw == null || form == null) {
            return new Outcome.Refused(400, "a body that is no form");
        }
        if (!isSigned(request, route.get(), form)) {
            return new Outcome.Refused(403, "no signature of the account");
        }
        var inbound = InboundParser.parse(route.get(), form);
        return inbound.isEmpty()
                ? new Outcome.Refused(400, "fields that are no message")
                : traced(inbound.get(), route.get(), raw);
    }

    /** The trace begins here, where we know that it is Twilio who speaks: a stranger's {@code traceparent} is not even looked at. */
    private Outcome traced(Inbound inbound, Route route, String raw) {
        return Tracing.step("POST " + route.template())
                .kind(SpanKind.SERVER)
                .about(inbound.messageId())
                .from(route.traceparent())
                .tag(Tag.HTTP_METHOD, "POST")
                .tag(Tag.HTTP_ROUTE, route.template())
                .call(step -> received(inbound, route, raw, step));
    }

    /** The URL is put together from our own setting: what a request says of its host or stage proves nothing. */
    private boolean isSigned(GatewayRequest request, Route route, Form form) {
        var query = request.query().isEmpty() ? "" : "?" + request.query();
        var url = publicBaseUrl + route.path() + query;
        var signature = request.header("X-Twilio-Signature");
        var accountSid = form.get("AccountSid");
        var isJson = request.header("Content-Type").toLowerCase(Locale.ROOT).startsWith("application/json");
        if (signature.isEmpty() || accountSid == null || isJson && !TwilioSignature.hashesBody(url)) {
            return false;
        }
        return matches(signature, url, form, request, tokens.of(accountSid))
                || matches(signature, url, form, request, tokens.refreshed(accountSid));
    }

    private static boolean matches(
            String signature, String url, Form form, GatewayRequest request, List<String> accountTokens) {
        return TwilioSignature.matches(signature, url, form, request.body(), accountTokens);
    }

    private Outcome received(Inbound inbound, Route route, String raw, Step step) {
        switch (inbound) {
            case Inbound.FromCustomer message -> {
                switch (keepMessage.keep(message, route, raw)) {
                    case KeepMessage.Outcome.Kept(var kept) -> finish(kept);
                    case KeepMessage.Outcome.Duplicate duplicate -> cameAgain(inbound, duplicate, step);
                }
            }
            case Inbound.Status status -> {
                switch (keepStatus.keep(status, route, raw)) {
                    case KeepMessage.Outcome.Kept(var kept) -> log.info("status {} is {}", kept.id(), kept.state());
                    case KeepMessage.Outcome.Duplicate duplicate -> cameAgain(inbound, duplicate, step);
                }
            }
        }
        return new Outcome.Received(inbound.messageId());
    }

    /** One that comes again has a step of its own in the trace of the first, which points to where that one was claimed. */
    private static void cameAgain(Inbound inbound, KeepMessage.Outcome.Duplicate duplicate, Step step) {
        step.tag(Tag.OUTCOME, "DUPLICATE").link(duplicate.traceparent());
        log.info("message {} came again, it is {}", inbound.messageId(), duplicate.state());
    }

    /** Whatever happens from here on is no reason to let Twilio wait or come again: the sweeper goes on with it. */
    private void finish(Message message) {
        var attempt = finishing.submit(Tracing.carried(() -> finishMessage.finish(message)));
        try {
            switch (attempt.get(finishBudget.toMillis(), TimeUnit.MILLISECONDS)) {
                case FinishMessage.Outcome.Finished() -> log.info("message {} is published", message.id());
                case FinishMessage.Outcome.FilesWanted() -> log.warn("message {} still wants files", message.id());
                case FinishMessage.Outcome.NotTaken(var why) ->
                    log.error("message {} is stored and not taken: {}", message.id(), why);
                case FinishMessage.Outcome.NotPublished outage -> // the circuit breaker says why, once for all
                    log.info("message {} is stored and left for the sweeper to tell", message.id());
            }
        } catch (TimeoutException slow) {
            attempt.cancel(true);
            log.warn("message {} takes longer than {}", message.id(), finishBudget);
        } catch (ExecutionException failure) {
            log.error("message {} is left for the sweeper", message.id(), failure.getCause());
        } catch (InterruptedException stopped) {
            attempt.cancel(true);
            Thread.currentThread().interrupt();
        }
    }
}
