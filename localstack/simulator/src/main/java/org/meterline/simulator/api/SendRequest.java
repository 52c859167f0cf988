package org.meterline.simulator.api;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.meterline.simulator.chat.Address;
import org.meterline.simulator.chat.Message;
import org.meterline.simulator.chat.Sid;
import org.meterline.simulator.http.Json;
import org.meterline.simulator.http.Parameters;

/** A request to send, checked as Twilio checks it before it answers. What only the channel finds out comes later, by callback. */
sealed interface SendRequest {

    int BODY_CHARS_MAX = 1_600;
    int MEDIA_MAX = 10;
    int VARIABLES_MAX = 100;

    /** One that Twilio takes. */
    record Sound(
            Address from,
            Address to,
            Message.Content content,
            @Nullable String messagingServiceSid,
            @Nullable String statusCallback)
            implements SendRequest {}

    /** One that Twilio turns down at once. */
    record Unsound(ApiError error) implements SendRequest {}

    /** @param serviceSender the address a messaging service sends from, by the channel of the recipient */
    static SendRequest parse(Parameters form, Function<Address, Optional<Address>> serviceSender) {
        var toGiven = form.find("To");
        if (toGiven.isEmpty()) {
            return new Unsound(ApiError.NO_TO);
        }
        var to = toGiven.flatMap(Address::parse);
        if (to.isEmpty()) {
            return new Unsound(ApiError.INVALID_TO);
        }
        var service = form.find("MessagingServiceSid").orElse(null);
        if (service != null && !Sid.MESSAGING_SERVICE.matcher(service).matches()) {
            return new Unsound(ApiError.INVALID_SERVICE);
        }
        var fromGiven = form.find("From");
        if (fromGiven.isEmpty() && service == null) {
            return new Unsound(ApiError.NO_FROM);
        }
        var from = fromGiven.isPresent() ? fromGiven.flatMap(Address::parse) : serviceSender.apply(to.get());
        if (from.isEmpty()) {
            return new Unsound(ApiError.INVALID_FROM);
        }
        if (from.get().channel() != to.get().channel()) {
            return new Unsound(ApiError.CHANNELS_DIFFER);
        }
        var error = errorIn(form);
        if (error.isPresent()) {
            return new Unsound(error.get());
        }
        var template = form.find("ContentSid").orElse(null);
        var content = new Message.Content(
                form.find("Body").orElse(""),
                List.of(),
                form.all("MediaUrl"),
                template,
                template == null ? null : form.find("ContentVariables").orElse(null),
                Map.of());
        return new Sound(
                from.get(),
                to.get(),
                content,
                service,
                form.find("StatusCallback").orElse(null));
    }

    private static Optional<ApiError> errorIn(Parameters form) {
        var body = form.find("Body").orElse("");
        var media = form.all("MediaUrl");
        var template = form.find("ContentSid");
        if (template.isPresent() && !Sid.CONTENT.matcher(template.get()).matches()) {
            return Optional.of(ApiError.INVALID_CONTENT);
        }
        if (form.find("ContentVariables").filter(SendRequest::isNoMap).isPresent()) {
            return Optional.of(ApiError.INVALID_VARIABLES);
        }
        if (body.isEmpty() && media.isEmpty() && template.isEmpty()) {
            return Optional.of(ApiError.NO_BODY);
        }
        if (body.length() > BODY_CHARS_MAX) {
            return Optional.of(ApiError.BODY_TOO_LONG);
        }
        if (media.size() > MEDIA_MAX) {
            return Optional.of(ApiError.TOO_MANY_MEDIA);
        }
        if (!media.stream().allMatch(SendRequest::isWebAddress)) {
            return Optional.of(ApiError.INVALID_MEDIA_URL);
        }
        return form.find("StatusCallback").filter(url -> !isWebAddress(url)).map(url -> ApiError.INVALID_CALLBACK);
    }

    private static boolean isNoMap(String variables) {
        try {
            var map = Json.MAPPER.readTree(variables);
            return !map.isObject() || map.size() > VARIABLES_MAX;
        } catch (IOException notJson) {
            return true;
        }
    }

    private static boolean isWebAddress(String url) {
        try {
            var address = URI.create(url);
            // Twilio refuses hosts with underscores, and so does URI
            return List.of("http", "https").contains(address.getScheme()) && address.getHost() != null;
        } catch (IllegalArgumentException nonsense) {
            return false;
        }
    }
}
