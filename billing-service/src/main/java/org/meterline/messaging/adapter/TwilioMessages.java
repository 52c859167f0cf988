package org.meterline.messaging.adapter;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.twilio.base.ResourceSet;
import com.twilio.exception.ApiException;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageCreator;
import com.twilio.rest.api.v2010.account.MessageReader;
import com.twilio.type.PhoneNumber;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.Channel;
import org.meterline.messaging.domain.MessageSender;
import org.meterline.tracing.Tracing;

/** Carries messages by Twilio: WhatsApp and text messages go through the same door. */
@Singleton
final class TwilioMessages implements MessageSender {

    private static final int SERVICE_UNAVAILABLE = 503;
    private static final int SERVER_ERROR = 500;
    private static final long LOOK_BACK = 50;
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(3);

    private final TwilioSettings settings;
    private final TwilioHttp http;
    private final Map<String, TwilioRestClient> clients = new ConcurrentHashMap<>();

    TwilioMessages(TwilioSettings settings, MessagingSettings messaging) {
        this.settings = settings;
        this.http = new TwilioHttp(settings.apiOrigin(), messaging.callTimeout());
    }

    @PreDestroy
    void close() {
        http.close();
    }

    @Override
    public Answer send(Parcel parcel) {
        var client = client(parcel.accountSid());
        if (client.isEmpty()) {
            return new Answer.Refused("20003", 401, null);
        }
        try {
            return new Answer.Taken(creator(parcel).create(client.get()).getSid());
        } catch (TwilioHttp.NoAnswer none) {
            return none.reached() ? new Answer.Unknown(why(none)) : new Answer.NotReached(why(none));
        } catch (ApiException refused) {
            return answer(refused);
        }
    }

    @Override
    public Optional<String> find(Parcel parcel, Instant since, Set<String> known) throws Unavailable {
        var client = client(parcel.accountSid()).orElseThrow(() -> new Unavailable("there is no token of the account"));
        var from = since.truncatedTo(ChronoUnit.SECONDS).minus(CLOCKS_DIFFER);
        try {
            var found = new MessageReader(parcel.accountSid())
                    .setTo(address(parcel.channel(), parcel.to().value()))
                    .setPageSize(LOOK_BACK)
                    .limit(LOOK_BACK)
                    .read(client);
            return match(found, parcel, from, known);
        } catch (TwilioHttp.NoAnswer none) {
            throw new Unavailable(why(none));
        } catch (ApiException refused) {
            throw new Unavailable("the list was refused with " + refused.getStatusCode());
        }
    }

    private static Optional<String> match(ResourceSet<Message> found, Parcel parcel, Instant from, Set<String> known) {
        for (var message : found) {
            if (message.getDirection() != Message.Direction.INBOUND
                    && !known.contains(message.getSid())
                    && !message.getDateCreated().toInstant().isBefore(from)
                    && saysTheSame(message, parcel.content())) {
                return Optional.of(message.getSid());
            }
        }
        return Optional.empty();
    }

    /** The words of a template are the provider's business; nothing else is on the way to this person anyway. */
    private static boolean saysTheSame(Message message, Content content) {
        return switch (content) {
            case Content.FreeText(var text) -> text.equals(message.getBody());
            case Content.Approved approved -> true;
        };
    }

    private Optional<TwilioRestClient> client(String accountSid) {
        return settings.primaryToken(accountSid)
                .map(token -> clients.computeIfAbsent(
                        accountSid,
                        sid -> new TwilioRestClient.Builder(sid, token)
                                .accountSid(sid)
                                .httpClient(http)
                                .build()));
    }

    private MessageCreator creator(Parcel parcel) {
        var to = new PhoneNumber(address(parcel.channel(), parcel.to().value()));
        var from = new PhoneNumber(address(parcel.channel(), parcel.sender()));
        var text = parcel.content() instanceof Content.FreeText(var words) ? words : null;
        var creator = new MessageCreator(parcel.accountSid(), to, from, text);
        if (parcel.content() instanceof Content.Approved(var contentSid, var values)) {
            creator.setContentSid(contentSid).setContentVariables(numbered(values));
        }
        if (parcel.messagingServiceSid() != null) {
            creator.setMessagingServiceSid(parcel.messagingServiceSid());
        }
        return creator.setStatusCallback(settings.statusCallback(parcel.id(), Tracing.traceparent()));
    }

    private static String address(Channel channel, String value) {
        return switch (channel) {
            case WHATSAPP -> "whatsapp:" + value;
            case SMS -> value;
        };
    }

    private static String numbered(List<String> values) {
        var variables = JsonNodeFactory.instance.objectNode();
        for (var i = 0; i < values.size(); i++) {
            variables.put(Integer.toString(i + 1), values.get(i));
        }
        return variables.toString();
    }

    /** An error of the server's own leaves open what it did before; all others say that it did nothing. */
    private static Answer answer(ApiException refused) {
        var status = refused.getStatusCode();
        if (status == null) {
            return new Answer.Unknown("the answer could not be understood");
        }
        if (status >= SERVER_ERROR && status != SERVICE_UNAVAILABLE) {
            return new Answer.Unknown("the provider answered " + status);
        }
        var retryAfter = refused instanceof TwilioHttp.TooMany tooMany ? tooMany.retryAfter() : null;
        return new Answer.Refused(code(refused), status, retryAfter);
    }

    private static @Nullable String code(ApiException refused) {
        return refused.getCode() == null ? null : refused.getCode().toString();
    }

    private static String why(TwilioHttp.NoAnswer none) {
        return none.getMessage() == null ? "no answer" : none.getMessage();
    }
}
