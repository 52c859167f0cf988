package org.meterline.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The message list of Twilio's API. It is paged, newest first, and has both directions; ours is picked out. */
final class TwilioMessages implements ReceivedMessages {

    private static final Logger log = LoggerFactory.getLogger(TwilioMessages.class);
    private static final int PAGE_SIZE = 500;
    private static final int BYTES_MAX = 8 * 1024 * 1024; // 500 messages of 1,600 characters, each escaped
    private static final Duration CALL_MAX = Duration.ofSeconds(10);
    private static final Duration AGAIN_AFTER = Duration.ofMillis(500);
    private static final Duration AGAIN_MAX = Duration.ofSeconds(30);
    private static final Pattern SECONDS = Pattern.compile("\\d{1,4}");
    private static final Pattern SID = Pattern.compile("[A-Z]{2}[0-9a-fA-F]{32}");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TwilioApi api;

    TwilioMessages(TwilioApi api) {
        this.api = api;
    }

    @Override
    public Listing list(String accountSid, Instant from, Instant until, @Nullable String next, Deadline deadline) {
        var path = pathOf(accountSid) + ".json";
        var first = path + "?PageSize=" + PAGE_SIZE + "&DateSent%3E=" + time(from) + "&DateSent%3C=" + time(until);
        try {
            var answer = api.get(accountSid, next == null ? first : next, BYTES_MAX, atMost(CALL_MAX, deadline));
            if (answer == null) {
                return new Listing.NotNow("no token of the account is accepted", null);
            }
            return answer.status() == 200
                    ? page(path, JSON.readTree(answer.body()))
                    : new Listing.NotNow("the answer is " + answer.status(), againAfter(answer));
        } catch (JsonProcessingException quotesIt) {
            return new Listing.NotNow("the answer is no JSON", AGAIN_AFTER);
        } catch (IOException failure) {
            return new Listing.NotNow(failure.toString(), AGAIN_AFTER);
        }
    }

    @Override
    public Optional<List<Inbound.Media>> filesOf(ListedMessage message, Deadline deadline) {
        var path = pathOf(message.accountSid()) + "/" + message.sid() + "/Media";
        try {
            if (!SID.matcher(message.sid()).matches()) {
                return Optional.empty();
            }
            var answer = api.get(message.accountSid(), path + ".json", BYTES_MAX, atMost(CALL_MAX, deadline));
            if (answer == null || answer.status() != 200) {
                log.warn("the files of {} cannot be listed: {}", message, answer == null ? 401 : answer.status());
                return Optional.empty();
            }
            var media = new ArrayList<Inbound.Media>();
            for (var file : JSON.readTree(answer.body()).path("media_list")) {
                var url = api.origin().scheme() + "://" + api.origin().authority() + path + "/"
                        + file.path("sid").asText();
                media.add(new Inbound.Media(url, file.path("content_type").asText(null)));
            }
            return Optional.of(media);
        } catch (IOException failure) { // with JSON that is none, which quotes nothing personal here
            log.warn("the files of {} cannot be listed", message, failure);
            return Optional.empty();
        }
    }

    /** The next page is asked for only where it is in the same list: the address comes from outside. */
    private static Listing page(String path, JsonNode list) {
        var messages = new ArrayList<ListedMessage>();
        list.path("messages").forEach(json -> ListedMessage.of(json).ifPresent(messages::add));
        var next = list.path("next_page_uri").asText(null);
        return new Listing.Page(messages, next != null && next.startsWith(path + "?") ? next : null);
    }

    /** As the answer asks for, within limits; what a client did wrong is not done again. */
    private static @Nullable Duration againAfter(HttpAnswer answer) {
        if (answer.status() != 429 && answer.status() < 500) {
            return null;
        }
        var asked = answer.headers().getOrDefault("retry-after", "");
        if (!SECONDS.matcher(asked).matches()) {
            return AGAIN_AFTER;
        }
        var after = Duration.ofSeconds(Long.parseLong(asked));
        return after.compareTo(AGAIN_MAX) > 0 ? null : after;
    }

    private static String pathOf(String accountSid) {
        return "/2010-04-01/Accounts/" + accountSid + "/Messages";
    }

    private static String time(Instant time) {
        return URLEncoder.encode(time.truncatedTo(ChronoUnit.SECONDS).toString(), StandardCharsets.UTF_8);
    }

    private static Deadline atMost(Duration time, Deadline deadline) {
        return deadline.left().compareTo(time) < 0 ? deadline : Deadline.in(time);
    }
}
